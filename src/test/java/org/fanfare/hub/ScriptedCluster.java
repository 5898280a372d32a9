package org.fanfare.hub;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.Publication;
import org.jspecify.annotations.Nullable;

/** A cluster that does what a test tells it to. Used by one thread. */
final class ScriptedCluster implements Cluster {
    private final Hub hub;
    private final Deque<Consumer<Boolean>> catchingUp = new ArrayDeque<>();
    private final List<Event> entered = new ArrayList<>();
    private final Map<EventId, Consumer<PublishOutcome>> waiting = new HashMap<>();
    private boolean catchesUpAtOnce = true;
    private boolean ready = true;
    private @Nullable Event rival;

    ScriptedCluster(Hub hub) {
        this.hub = hub;
    }

    /** A node whose cluster is scripted. */
    static ScriptedCluster of(TestNode node) {
        ScriptedCluster cluster = new ScriptedCluster(node.hub());
        node.hub().cluster(cluster);
        return cluster;
    }

    ScriptedCluster catchingUpWhenTold() {
        catchesUpAtOnce = false;
        return this;
    }

    /** Places an event of another node just before the next of this node. */
    void rival(Event event) {
        rival = event;
    }

    void ready(boolean value) {
        ready = value;
    }

    @Override
    public void publish(Publication publication, Consumer<PublishOutcome> done) {
        Event before = rival;
        if (before != null) {
            rival = null;
            hub.place(before);
        }
        Event event = hub.enter(publication);
        entered.add(event);
        waiting.put(event.id(), done);
    }

    @Override
    public void whenKept(EventId id, Consumer<PublishOutcome> done) {
        waiting.put(id, done);
    }

    @Override
    public void catchUp(Consumer<Boolean> done) {
        if (catchesUpAtOnce) {
            done.accept(true);
        } else {
            catchingUp.add(done);
        }
    }

    @Override
    public void announce() {
        // Its tests are about publishes.
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    /** Tells the first that waits whether the node has caught up. */
    void caughtUp(boolean inTime) {
        catchingUp.remove().accept(inTime);
    }

    /** Tells the last that waits whether the node has caught up. */
    void lastCaughtUp(boolean inTime) {
        catchingUp.removeLast().accept(inTime);
    }

    /** The events that entered, in order. */
    List<Event> entered() {
        return entered;
    }

    /** How many publishes wait for their outcome. */
    int waiting() {
        return waiting.size();
    }

    /** Tells what became of an event. */
    void settle(EventId id, PublishOutcome outcome) {
        Consumer<PublishOutcome> done = waiting.remove(id);
        if (done == null) {
            throw new AssertionError("nobody waits for " + id);
        }
        done.accept(outcome);
    }

    void keep(EventId id) {
        settle(id, new PublishOutcome.Published(id, false));
    }
}
