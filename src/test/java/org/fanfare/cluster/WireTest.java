package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireTest {
    private final Wire wire = new Wire("shop");

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsWrittenIsRead(long seed) {
        var messages = new RandomMessages(wire, new SplittableRandom(seed));
        for (int i = 0; i < 20; i++) {
            Message message = messages.next();

            Message read = wire.read(wire.write(message));

            assertEquals(RandomMessages.text(message), RandomMessages.text(read));
        }
    }

    private static LongStream seeds() {
        return LongStream.range(0, 200);
    }
}
