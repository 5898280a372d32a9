package org.fanfare.chaos;

import java.time.Duration;
import org.fanfare.testkit.cluster.Stage;
import org.junit.jupiter.api.Test;

/** Every fault, with those that an Artemis broker can be told to have. */
abstract class ArtemisFaultsUnderLoad extends FaultsUnderLoad {
    ArtemisFaultsUnderLoad(int rounds) {
        super(rounds);
    }

    @Test
    void aPausedTopicLosesNothing() throws Exception {
        experiment().under("topic paused for 10 s", (crowd, round) -> {
            stage().artemis().pauseTopic();
            try {
                Stage.last(OUTAGE);
            } finally {
                stage().artemis().resumeTopic();
            }
        });
    }

    @Test
    void droppedSubscriptionsLoseNothing() throws Exception {
        experiment().under("subscriptions dropped", (crowd, round) -> {
            stage().artemis().dropSubscriptions();
            Duration acknowledged = crowd.awaitAcknowledgements(Experiment.HEAL_LIMIT);
            Experiment.print("subscriptions dropped: all are acknowledged again after %d ms", acknowledged.toMillis());
        });
    }
}
