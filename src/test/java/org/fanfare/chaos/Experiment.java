package org.fanfare.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.FormatMethod;
import java.time.Duration;
import java.util.Set;
import org.fanfare.testkit.cluster.Stage;

/**
 * Injects faults under load, and fails unless every client got all that it was promised.
 *
 * @param rounds how often each fault is injected
 */
record Experiment(Stage stage, Load load, int rounds) {
    static final Duration HEAL_LIMIT = Duration.ofSeconds(60);

    /** Does something to the cluster, and heals it. */
    interface Injection {
        void inject(Crowd crowd, int round) throws Exception;
    }

    /** The node of a round that is hit; the others are not. */
    int victim(int round) {
        return (round + 1) % stage.nodes().count();
    }

    Findings under(String what, Injection injection) throws Exception {
        try (Crowd crowd = Crowd.gather(stage.nodes(), load)) {
            crowd.awaitFlow(HEAL_LIMIT);
            for (int round = 0; round < rounds; round++) {
                injection.inject(crowd, round);
                Duration flow = crowd.awaitFlow(HEAL_LIMIT);
                print("%s, round %d: all clients hear all publishers %d ms later", what, round, flow.toMillis());
            }
            Findings findings = crowd.check(stage.nodes().endedPlaces(), Set.of());
            print("%s: %s", what, findings.text());
            assertTrue(findings.flawless(), findings.text());
            assertTrue(findings.of("acknowledged") > 0, findings.text());
            return findings;
        }
    }

    @FormatMethod
    static void print(String format, Object... values) {
        System.out.println("[chaos] " + String.format(format, values));
    }
}
