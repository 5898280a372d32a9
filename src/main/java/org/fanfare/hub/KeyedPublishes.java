package org.fanfare.hub;

import java.util.function.Consumer;
import org.fanfare.event.EventId;
import org.fanfare.event.Publication;
import org.fanfare.event.PublishKey;
import org.fanfare.session.PublishOrder;

/** Publishes with a key (R15): at most once, and repetitions learn what became of the first. Thread-safe. */
final class KeyedPublishes {
    private final PublishKeys keys;

    KeyedPublishes(PublishKeys keys) {
        this.keys = keys;
    }

    /** Publishes, unless the key was taken here or, as a node that catches up learns, elsewhere. */
    void publish(
            Cluster cluster,
            Publication publication,
            PublishKey key,
            PublishOrder order,
            Consumer<PublishOutcome> done) {
        byte[] digest = PublishKeys.digest(publication);
        TakenKey.Joined joined = keys.join(publication, key, digest, done);
        TakenKey taken = joined.key();
        PublishOutcome known = joined.known();
        EventId id = taken.id();
        if (known != null) {
            done.accept(known);
        } else if (joined.next() == TakenKey.Next.PUBLISH) {
            PublishOrder.Turn turn = order.queue();
            cluster.catchUp(
                    caught -> turn.take(() -> publishIfVacant(cluster, publication, key, taken, digest, caught)));
        } else if (joined.next() == TakenKey.Next.ASK && id != null) {
            cluster.whenKept(id, outcome -> taken.settle(repeated(outcome), digest));
        }
    }

    /** What one is told who was not the first to publish. */
    static PublishOutcome repeated(PublishOutcome first) {
        return first instanceof PublishOutcome.Published one ? new PublishOutcome.Published(one.id(), true) : first;
    }

    private void publishIfVacant(
            Cluster cluster, Publication publication, PublishKey key, TakenKey taken, byte[] digest, boolean caught) {
        if (!taken.isVacant()) {
            settle(publication, key, taken, new PublishOutcome.Conflict(), digest);
        } else if (caught) {
            cluster.publish(publication, outcome -> settle(publication, key, taken, outcome, digest));
        } else {
            settle(publication, key, taken, new PublishOutcome.Unavailable(TakenKey.RETRY_AFTER), digest);
        }
    }

    private void settle(
            Publication publication, PublishKey key, TakenKey taken, PublishOutcome outcome, byte[] digest) {
        taken.settle(outcome, digest);
        if (taken.isVacant()) {
            keys.release(publication, key, taken);
        }
    }
}
