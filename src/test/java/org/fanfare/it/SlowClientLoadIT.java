package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.fanfare.bench.load.LoadConfig;
import org.fanfare.bench.load.LoadReport;
import org.fanfare.bench.load.LoadRun;
import org.fanfare.bench.load.Pace;
import org.fanfare.testkit.server.FanfareServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One client of 1,001 stops reading while the others get 20,000 deliveries a second. */
@Tag("long")
@Timeout(400)
class SlowClientLoadIT {
    private static final int READERS = 1_000;
    private static final int MESSAGES_PER_SECOND = 20;
    private static final int ROUNDS = 5;
    private static final double MOST_TIMES_SLOWER = 1.5;
    /** So large that what the kernel keeps for the stalled one is full within seconds. */
    private static final int PAYLOAD_BYTES = 2_000;

    private static final Duration MAX_STALL = Duration.ofSeconds(3);
    /** What the kernel takes, the stall, as long again until the connection is cut, and what the looking adds. */
    private static final Duration DEADLINE = Duration.ofSeconds(12);

    private final FanfareServer server = FanfareServer.named("slow")
            .property("fanfare.outbox.max-stall", MAX_STALL.toSeconds() + "s")
            .start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theOthersAreServedAsFastAsWithoutTheStalledOne() throws IOException {
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            LoadReport undisturbed = run(0);
            LoadReport disturbed = run(1);
            ratios[round] = disturbed.p99Micros() / undisturbed.p99Micros();

            assertTrue(disturbed.flawless(), disturbed.text());
            assertEquals(1, disturbed.evicted(), disturbed.text());
            assertTrue(disturbed.lastEvictionSeconds() <= DEADLINE.toSeconds(), disturbed.text());
        }
        Arrays.sort(ratios);
        assertTrue(ratios[ROUNDS / 2] <= MOST_TIMES_SLOWER, "p99 with to p99 without: " + Arrays.toString(ratios));
    }

    private LoadReport run(int stalled) throws IOException {
        return LoadRun.run(LoadConfig.builder(server.http().getPort())
                .connections(READERS + stalled)
                .stalled(stalled)
                .pace(new Pace.OpenLoop(MESSAGES_PER_SECOND, 1))
                .payloadBytes(PAYLOAD_BYTES)
                .warmUp(Duration.ofSeconds(2))
                .duration(DEADLINE)
                .build());
    }
}
