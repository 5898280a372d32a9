package org.fanfare.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.fanfare.testkit.Until;
import org.fanfare.testkit.cluster.Nodes;
import org.fanfare.testkit.cluster.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node that is frozen for longer than the settle time ends its run, takes over the state of another, and goes on (R20). */
@Tag("cluster")
@Tag("long")
@Timeout(600)
@SuppressWarnings("NullAway.Init") // made before all tests
class EndedRunLongIT {
    private static final Duration FREEZE = Duration.ofSeconds(25);
    private static final int ROUNDS = 2;
    private static Stage stage;

    @BeforeAll
    static void start() throws InterruptedException {
        // The settle time is ten times that.
        stage = Stage.start("chaos-ended", 2, Map.of("fanfare.cluster.dead-timeout", "2s"));
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @Test
    void aNodeFrozenPastTheSettleTimeGoesOnUnderAFreshNameAndLosesNothing() throws Exception {
        Nodes nodes = stage.nodes();
        Experiment experiment = new Experiment(stage, new Load(2, 1_000, 2, 10), ROUNDS);

        Findings findings = experiment.under("SIGSTOP of a node past the settle time", (crowd, round) -> {
            int victim = experiment.victim(round);
            String before = run(victim);
            nodes.runEnds(victim);
            nodes.freeze(victim);
            try {
                Stage.last(FREEZE);
            } finally {
                nodes.thaw(victim);
            }
            Until.holds(
                    "another run",
                    Experiment.HEAL_LIMIT,
                    () -> !List.of(before, "").contains(run(victim)));
            nodes.awaitReady(victim);
        });

        assertTrue(findings.of("goodbyes") > 0, findings.text());
    }

    /** The name of a node's present run; empty while it does not welcome anybody. */
    private static String run(int node) {
        try (SocketLink link = new SocketLink(stage.nodes().base(node), "fanfare.v1", Duration.ofSeconds(5))) {
            StringBuilder name = new StringBuilder();
            link.next((b, from, to) -> {
                String run = Hearing.member(new String(b, from, to - from, UTF_8), "node");
                name.append(run == null ? "" : run);
            });
            return name.toString();
        } catch (IOException notNow) {
            return "";
        }
    }
}
