package org.fanfare.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.fanfare.testkit.cluster.Nodes;
import org.fanfare.testkit.cluster.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Each fault, injected under load while clients of every transport listen on all nodes: nothing is lost, nothing comes
 * twice or out of order, and because enough is retained there is no gap either.
 */
@Tag("cluster")
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // made before all tests
abstract class FaultsUnderLoad {
    private static final Duration OUTAGE = Duration.ofSeconds(10);
    private static final Duration FREEZE = Duration.ofSeconds(20);

    private static final int CUT_OFF = 40;
    private static final long BETWEEN_NANOS = 2_000_000;

    private final String name;
    private final int nodes;
    private final int rounds;
    private Stage stage;

    /**
     * Prepares for the faults.
     *
     * @param name of the servers' directories
     * @param nodes how many there are
     * @param rounds how often each fault is injected
     */
    FaultsUnderLoad(String name, int nodes, int rounds) {
        this.name = name;
        this.nodes = nodes;
        this.rounds = rounds;
    }

    @BeforeAll
    void start() throws InterruptedException {
        stage = Stage.start(name, nodes, Map.of());
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    private Experiment experiment() {
        return new Experiment(stage, new Load(nodes, Integer.getInteger("chaos.rate", 2_000), nodes, 10), rounds);
    }

    private Nodes nodes() {
        return stage.nodes();
    }

    @Test
    void aKilledNodeLosesNothing() throws Exception {
        experiment().under("kill -9 of a node", (crowd, round) -> {
            nodes().kill(experiment().victim(round));
            Duration healed = crowd.awaitFlow(Experiment.HEAL_LIMIT);
            Experiment.print(
                    "kill -9 of a node: its clients and publishers go on elsewhere after %d ms", healed.toMillis());
            nodes().startAgain(experiment().victim(round));
        });
    }

    @Test
    void aFrozenNodeLosesNothing() throws Exception {
        experiment().under("SIGSTOP of a node for 20 s", (crowd, round) -> {
            nodes().freeze(experiment().victim(round));
            try {
                Stage.last(FREEZE);
            } finally {
                nodes().thaw(experiment().victim(round));
            }
            nodes().awaitReady(experiment().victim(round));
        });
    }

    @Test
    void aKilledBrokerLosesNothing() throws Exception {
        experiment().under("kill -9 of the broker for 10 s", (crowd, round) -> {
            stage.broker().kill();
            Stage.last(OUTAGE);
            stage.broker().start();
            Duration acknowledged = crowd.awaitAcknowledgements(Experiment.HEAL_LIMIT);
            Experiment.print("the broker is back: all are acknowledged again after %d ms", acknowledged.toMillis());
        });
    }

    @Test
    void aPausedTopicLosesNothing() throws Exception {
        experiment().under("topic paused for 10 s", (crowd, round) -> {
            stage.broker().pauseTopic();
            try {
                Stage.last(OUTAGE);
            } finally {
                stage.broker().resumeTopic();
            }
        });
    }

    @Test
    void droppedSubscriptionsLoseNothing() throws Exception {
        experiment().under("subscriptions dropped", (crowd, round) -> {
            stage.broker().dropSubscriptions();
            Duration acknowledged = crowd.awaitAcknowledgements(Experiment.HEAL_LIMIT);
            Experiment.print("subscriptions dropped: all are acknowledged again after %d ms", acknowledged.toMillis());
        });
    }

    @Test
    void aNodeCutOffFromTheBrokerLosesNothing() throws Exception {
        experiment().under("one node cut off from the broker for 10 s", (crowd, round) -> {
            stage.way(experiment().victim(round)).cut();
            try {
                Stage.last(OUTAGE);
            } finally {
                stage.way(experiment().victim(round)).heal();
            }
        });
    }

    @Test
    void keyedPublishesWhoseEntryNodeDiesBeforeTheirAcksAreOneEventEach() throws Exception {
        experiment().under("keyed publishes cut off, their entry node killed", (crowd, round) -> {
            int entry = experiment().victim(round);
            List<Integer> numbers = new ArrayList<>();
            for (int i = 0; i < CUT_OFF; i++) {
                numbers.add(crowd.publishWithoutAnswer(entry));
                LockSupport.parkNanos(BETWEEN_NANOS);
            }
            nodes().kill(entry);
            for (int number : numbers) {
                crowd.repeat(number, (entry + 1) % nodes().count());
            }
            nodes().startAgain(entry);
        });
    }

    @Test
    void aRollingRestartIsRecoveredByAll() throws Exception {
        Findings findings = experiment().under("rolling restart", (crowd, round) -> {
            for (int node = 0; node < nodes().count(); node++) {
                nodes().stop(node);
                nodes().startAgain(node);
                crowd.awaitFlow(Experiment.HEAL_LIMIT);
            }
        });

        assertTrue(findings.of("goodbyes") >= 3 * nodes().count() * rounds, findings.text());
        assertTrue(findings.of("resumes") > 0, findings.text());
    }
}
