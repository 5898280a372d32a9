package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays schedules of chance on a simulated cluster. {@code -Dfanfare.simulation.seeds=100000} plays more of them, and
 * {@code -Dfanfare.simulation.first=4711} begins elsewhere. One that fails is played again, and all that happened is written down.
 */
@DisplayName(
        "whatever happens to the nodes and to what lies between them, nothing is lost silently, nothing comes twice")
class ClusterSimulationTest {
    private static final Path STORIES = Path.of("target", "cluster-simulation");
    private static final int BLOCK = 100;
    private static final Logger LOG = Logger.getLogger("org.fanfare");

    static LongStream blocks() {
        long first = Long.getLong("fanfare.simulation.first", 0);
        long seeds = Long.getLong("fanfare.simulation.seeds", 2_000);
        return LongStream.iterate(first, seed -> seed < first + seeds, seed -> seed + BLOCK);
    }

    @BeforeAll
    static void silence() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        LOG.setLevel(null);
    }

    @ParameterizedTest(name = "seeds from {0}")
    @MethodSource("blocks")
    void eachClientGetsAllOnceAndInOrderOrAGap(long first) {
        for (long seed = first; seed < first + BLOCK; seed++) {
            try {
                new SimSchedule(seed, false).play();
            } catch (AssertionError | RuntimeException failure) {
                fail("seed " + seed + ", of which all is told in " + tell(seed) + ": " + failure.getMessage(), failure);
            }
        }
    }

    private static Path tell(long seed) {
        SimSchedule schedule = new SimSchedule(seed, true);
        try {
            schedule.play();
        } catch (AssertionError | RuntimeException known) {
            schedule.world().trace(known::toString);
        }
        try {
            Files.createDirectories(STORIES);
            return Files.writeString(
                    STORIES.resolve(seed + ".txt"), schedule.world().story());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
