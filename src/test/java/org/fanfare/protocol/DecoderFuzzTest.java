package org.fanfare.protocol;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that were damaged at random are read or refused, never anything else. */
class DecoderFuzzTest {
    private static final int MUTANTS_PER_SEED = 200;
    private static final String SPICE = "{}[]\",:\\ \n\t0-9.eE+*tfnu\u0000\ud800\udc00é€";
    private static final List<String> VALID = Frames.list("accepted")
            .map(example -> Frames.frame(example).toString())
            .toList();

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aDamagedMessageIsReadOrRefused(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RequestLimits limits = new RequestLimits(10, 256);

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (int i = 0; i < MUTANTS_PER_SEED; i++) {
                String text = damaged(random);
                DecodeContext context = new DecodeContext(random.nextBoolean() ? "general" : null, limits);
                try {
                    MessageDecoder.decode(text, context);
                } catch (RefusedMessage refused) {
                    assertFalse(refused.detail().isEmpty(), text);
                }
            }
        });
    }

    private static String damaged(SplittableRandom random) {
        StringBuilder text = new StringBuilder(VALID.get(random.nextInt(VALID.size())));
        int wounds = 1 + random.nextInt(4);
        for (int i = 0; i < wounds; i++) {
            int at = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), at + random.nextInt(6));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(at, SPICE.charAt(random.nextInt(SPICE.length())));
                case 2 -> text.insert(at, text.substring(at, to));
                case 3 -> text.insert(at, VALID.get(random.nextInt(VALID.size())));
                default -> text.replace(at, to, String.valueOf((char) random.nextInt(0x10000)));
            }
        }
        return text.toString();
    }
}
