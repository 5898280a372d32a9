package org.fanfare.config;

import java.util.function.Consumer;
import org.fanfare.event.EventId;
import org.fanfare.event.Publication;
import org.fanfare.hub.Cluster;
import org.fanfare.hub.Hub;
import org.fanfare.hub.PublishOutcome;

/** A cluster of this node alone: what is placed is acknowledged. */
final class Alone implements Cluster {
    private final Hub hub;
    private volatile boolean leaving;

    Alone(Hub hub) {
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
    public boolean isReady() {
        return !leaving;
    }

    /** Takes no more publishes and clients. */
    void leave() {
        leaving = true;
    }
}
