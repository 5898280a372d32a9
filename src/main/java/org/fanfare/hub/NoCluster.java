package org.fanfare.hub;

import java.util.function.Consumer;
import org.fanfare.event.EventId;
import org.fanfare.event.Publication;

/** What a hub has before it is given a cluster: it is not ready, and publishes nothing. */
final class NoCluster implements Cluster {
    @Override
    public void publish(Publication publication, Consumer<PublishOutcome> done) {
        done.accept(new PublishOutcome.Unavailable(TakenKey.RETRY_AFTER));
    }

    @Override
    public void whenKept(EventId id, Consumer<PublishOutcome> done) {
        done.accept(new PublishOutcome.Unavailable(TakenKey.RETRY_AFTER));
    }

    @Override
    public void catchUp(Consumer<Boolean> done) {
        done.accept(false);
    }

    @Override
    public void announce() {
        // Nobody is told before there is a cluster.
    }

    @Override
    public boolean isReady() {
        return false;
    }
}
