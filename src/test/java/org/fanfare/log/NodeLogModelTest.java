package org.fanfare.log;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("R5 to R9 in random lives: all that a cursor lacks comes once and in order, or is told")
class NodeLogModelTest {
    private static final int STEPS = 800;

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingIsLostSilentlyOrToldWithoutReason(long seed) {
        new ModelRun(seed, false).live(STEPS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingIsLostSilentlyWhereFloorsAreFolded(long seed) {
        new ModelRun(seed, true).live(STEPS);
    }

    @Test
    void fewEvictionsOnTheWayAreToldInVain() {
        int replays = 0;
        int toldInVain = 0;
        for (long seed = 1_000; seed < 1_060; seed++) {
            ModelRun run = new ModelRun(seed, false);
            run.live(STEPS);
            replays += run.replays();
            toldInVain += run.toldInVain();
        }

        assertTrue(toldInVain * 33 < replays, toldInVain + " of " + replays);
    }
}
