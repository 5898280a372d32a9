package org.fanfare.testkit;

import java.util.function.Consumer;
import org.fanfare.event.EventId;
import org.fanfare.event.Publication;
import org.fanfare.hub.Cluster;
import org.fanfare.hub.Hub;
import org.fanfare.hub.PresenceAnnouncement;
import org.fanfare.hub.PublishOutcome;

/** A cluster of one node that is always ready: what is placed is acknowledged. */
public final class LoneCluster implements Cluster {
    private final Hub hub;

    public LoneCluster(Hub hub) {
        this.hub = hub;
    }

    @Override
    public void publish(Publication publication, Consumer<PublishOutcome> done) {
        done.accept(new PublishOutcome.Published(hub.enter(publication).id(), false));
    }

    @Override
    public void whenKept(EventId id, Consumer<PublishOutcome> done) {
        done.accept(new PublishOutcome.Published(id, false));
    }

    @Override
    public void catchUp(Consumer<Boolean> done) {
        done.accept(true);
    }

    @Override
    public synchronized void announce() {
        PresenceAnnouncement next = hub.presence().next();
        while (next != null) {
            if (next.publication() != null) {
                hub.enter(next.publication());
            }
            next.told().run();
            next = hub.presence().next();
        }
    }

    /** Lets time act. */
    public void tick() {
        hub.presence().expire();
        announce();
    }

    @Override
    public boolean isReady() {
        return true;
    }
}
