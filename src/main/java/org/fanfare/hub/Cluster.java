package org.fanfare.hub;

import java.util.function.Consumer;
import org.fanfare.event.EventId;
import org.fanfare.event.Publication;

/** The cluster as a publish and a connecting client see it. Thread-safe; nothing here blocks. */
public interface Cluster {

    /**
     * Numbers a publication, places it in this node's log and sends it to the others.
     *
     * @param done told once what became of it: before this returns, or later on any thread, which it must not block
     */
    void publish(Publication publication, Consumer<PublishOutcome> done);

    /**
     * Tells what became of an event that entered here and whose publish was answered {@link PublishOutcome.Unavailable} (R14).
     *
     * @param done told once, before this returns or later on any thread: published once the event is kept, or unavailable while
     *     that is open still
     */
    void whenKept(EventId id, Consumer<PublishOutcome> done);

    /**
     * Waits until this node has taken all that the cluster kept before now (R15).
     *
     * @param done told once, before this returns or later on any thread: true then, false if that took too long
     */
    void catchUp(Consumer<Boolean> done);

    /** There may be changes of presence to announce: now, or together with others a moment later. */
    void announce();

    /** Whether this node may serve clients: it has joined and is not leaving. */
    boolean isReady();
}
