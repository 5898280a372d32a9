package org.fanfare.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.fanfare.testkit.cluster.Stage;
import org.junit.jupiter.api.Test;

/** Every fault that can be injected with any broker. */
abstract class FaultsUnderLoad extends LossesUnderLoad {
    private static final Duration FREEZE = Duration.ofSeconds(20);

    private static final int CUT_OFF = 40;
    private static final long BETWEEN_NANOS = 2_000_000;

    FaultsUnderLoad(int rounds) {
        super(rounds);
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
    void aNodeCutOffFromTheBrokerLosesNothing() throws Exception {
        experiment().under("one node cut off from the broker for 10 s", (crowd, round) -> {
            stage().way(experiment().victim(round)).cut();
            try {
                Stage.last(OUTAGE);
            } finally {
                stage().way(experiment().victim(round)).heal();
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

        assertTrue(findings.of("goodbyes") >= 3 * nodes().count() * rounds(), findings.text());
        assertTrue(findings.of("resumes") > 0, findings.text());
    }
}
