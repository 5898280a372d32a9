package org.fanfare.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.FormatMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.fanfare.testkit.cluster.Nodes;
import org.fanfare.testkit.cluster.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Each fault, injected under load while clients of every transport listen on all nodes: nothing is lost, nothing comes
 * twice or out of order, and because enough is retained there is no gap either.
 */
@Tag("cluster")
abstract class FaultsUnderLoad {
    private static final Duration HEAL_LIMIT = Duration.ofSeconds(60);
    private static final Duration OUTAGE = Duration.ofSeconds(10);
    private static final Duration FREEZE = Duration.ofSeconds(20);

    private static final int CUT_OFF = 40;
    private static final long BETWEEN_NANOS = 2_000_000;

    abstract Stage stage();

    abstract Load load();

    /** How often each fault is injected. */
    abstract int rounds();

    /** Does something to the cluster, and heals it. */
    private interface Injection {
        void inject(Crowd crowd, int round) throws Exception;
    }

    private Nodes nodes() {
        return stage().nodes();
    }

    /** The node of a round that is hit; the others are not. */
    private int victim(int round) {
        return (round + 1) % nodes().count();
    }

    private Findings under(String what, Injection injection) throws Exception {
        try (Crowd crowd = Crowd.gather(nodes(), load())) {
            crowd.awaitFlow(HEAL_LIMIT);
            for (int round = 0; round < rounds(); round++) {
                injection.inject(crowd, round);
                Duration flow = crowd.awaitFlow(HEAL_LIMIT);
                print("%s, round %d: all clients hear all publishers %d ms later", what, round, flow.toMillis());
            }
            Findings findings = crowd.check(nodes().endedPlaces(), Set.of());
            print("%s: %s", what, findings.text());
            assertTrue(findings.flawless(), findings.text());
            assertTrue(findings.of("acknowledged") > 0, findings.text());
            return findings;
        }
    }

    @FormatMethod
    private static void print(String format, Object... values) {
        System.out.println("[chaos] " + String.format(format, values));
    }

    @Test
    void aKilledNodeLosesNothing() throws Exception {
        under("kill -9 of a node", (crowd, round) -> {
            nodes().kill(victim(round));
            Duration healed = crowd.awaitFlow(HEAL_LIMIT);
            print("kill -9 of a node: its clients and publishers go on elsewhere after %d ms", healed.toMillis());
            nodes().startAgain(victim(round));
        });
    }

    @Test
    void aFrozenNodeLosesNothing() throws Exception {
        under("SIGSTOP of a node for 20 s", (crowd, round) -> {
            nodes().freeze(victim(round));
            try {
                Stage.last(FREEZE);
            } finally {
                nodes().thaw(victim(round));
            }
            nodes().awaitReady(victim(round));
        });
    }

    @Test
    void aKilledBrokerLosesNothing() throws Exception {
        under("kill -9 of the broker for 10 s", (crowd, round) -> {
            stage().broker().kill();
            Stage.last(OUTAGE);
            stage().broker().start();
            Duration acknowledged = crowd.awaitAcknowledgements(HEAL_LIMIT);
            print("the broker is back: all are acknowledged again after %d ms", acknowledged.toMillis());
        });
    }

    @Test
    void aPausedTopicLosesNothing() throws Exception {
        under("topic paused for 10 s", (crowd, round) -> {
            stage().broker().pauseTopic();
            try {
                Stage.last(OUTAGE);
            } finally {
                stage().broker().resumeTopic();
            }
        });
    }

    @Test
    void droppedSubscriptionsLoseNothing() throws Exception {
        under("subscriptions dropped", (crowd, round) -> {
            stage().broker().dropSubscriptions();
            Duration acknowledged = crowd.awaitAcknowledgements(HEAL_LIMIT);
            print("subscriptions dropped: all are acknowledged again after %d ms", acknowledged.toMillis());
        });
    }

    @Test
    void aNodeCutOffFromTheBrokerLosesNothing() throws Exception {
        under("one node cut off from the broker for 10 s", (crowd, round) -> {
            stage().way(victim(round)).cut();
            try {
                Stage.last(OUTAGE);
            } finally {
                stage().way(victim(round)).heal();
            }
        });
    }

    @Test
    void keyedPublishesWhoseEntryNodeDiesBeforeTheirAcksAreOneEventEach() throws Exception {
        under("keyed publishes cut off, their entry node killed", (crowd, round) -> {
            int entry = victim(round);
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
        Findings findings = under("rolling restart", (crowd, round) -> {
            for (int node = 0; node < nodes().count(); node++) {
                nodes().stop(node);
                nodes().startAgain(node);
                crowd.awaitFlow(HEAL_LIMIT);
            }
        });

        assertTrue(findings.of("goodbyes") >= 3 * nodes().count() * rounds(), findings.text());
        assertTrue(findings.of("resumes") > 0, findings.text());
    }
}
