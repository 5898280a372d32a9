package org.fanfare.chaos;

import java.time.Duration;
import org.fanfare.testkit.cluster.Nodes;
import org.fanfare.testkit.cluster.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The loss of a node and of the broker, under load while clients of every transport listen on all nodes: nothing is lost, nothing
 * comes twice or out of order, and because enough is retained there is no gap either.
 */
@Tag("cluster")
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // made before all tests
abstract class LossesUnderLoad {
    static final Duration OUTAGE = Duration.ofSeconds(10);

    private final int rounds;
    private Stage stage;

    /**
     * Prepares for the faults.
     *
     * @param rounds how often each fault is injected
     */
    LossesUnderLoad(int rounds) {
        this.rounds = rounds;
    }

    /** Starts the broker and the nodes. */
    abstract Stage open() throws InterruptedException;

    @BeforeAll
    void start() throws InterruptedException {
        stage = open();
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    Stage stage() {
        return stage;
    }

    Nodes nodes() {
        return stage.nodes();
    }

    int rounds() {
        return rounds;
    }

    Experiment experiment() {
        int nodes = nodes().count();
        return new Experiment(stage, new Load(nodes, Integer.getInteger("chaos.rate", 2_000), nodes, 10), rounds);
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
    void aKilledBrokerLosesNothing() throws Exception {
        experiment().under("kill -9 of the broker for 10 s", (crowd, round) -> {
            stage.broker().kill();
            Stage.last(OUTAGE);
            stage.broker().start();
            Duration acknowledged = crowd.awaitAcknowledgements(Experiment.HEAL_LIMIT);
            Experiment.print("the broker is back: all are acknowledged again after %d ms", acknowledged.toMillis());
        });
    }
}
