package org.fanfare.hub;

import java.time.Duration;
import java.util.function.Consumer;
import org.fanfare.presence.Member;
import org.fanfare.presence.Presence;
import org.fanfare.presence.Roll;
import org.fanfare.presence.Sitting;
import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/** Where clients of this node come to and go from topics, and where everybody asks who is there. Thread-safe; nothing here blocks. */
@SuppressWarnings("DoNotCallSuggester") // not built yet
public final class PresenceDesk {

    /**
     * Sits on a topic. The same handle there once more goes on with its sitting (with the new metadata, if not null, and no longer
     * away); a sitting of the same user on this node that is only waited for goes at once, without a leave.
     *
     * @param done told once: before this returns, or later on any thread, which it must not block
     */
    public void arrive(Arriving who, Consumer<Arrival> done) {
        throw new UnsupportedOperationException();
    }

    /**
     * Replaces the metadata of a sitting of this node.
     *
     * @param metadata a JSON object as compact text, or null
     * @param done told once: before this returns, or later on any thread, which it must not block
     */
    public void update(Topic topic, String handle, @Nullable String metadata, Consumer<Arrival> done) {
        throw new UnsupportedOperationException();
    }

    /**
     * Goes from a topic. Does nothing if this node has no such sitting.
     *
     * @param grace how long it is waited for to come back; zero if it leaves
     */
    public void depart(Topic topic, String handle, Duration grace) {
        throw new UnsupportedOperationException();
    }

    /**
     * Lets a sitting go on whatever node has it.
     *
     * @return whether any has it
     */
    public boolean expel(Topic topic, String handle) {
        throw new UnsupportedOperationException();
    }

    /**
     * Notes a sign of life of a member over HTTP: its time begins anew. If another node has it, this one takes it over.
     *
     * @return whether there is such a member
     */
    public boolean sighted(Topic topic, String handle) {
        throw new UnsupportedOperationException();
    }

    /**
     * As {@link #sighted}, and the member's time stands still until {@link #release} was called as often: while it has a stream or
     * a poll.
     *
     * @return whether there is such a member
     */
    public boolean attend(Topic topic, String handle) {
        throw new UnsupportedOperationException();
    }

    /** A stream or poll of a member over HTTP ended: its time begins. */
    public void release(Topic topic, String handle) {
        throw new UnsupportedOperationException();
    }

    /** How many members a topic has. */
    public int count(Topic topic) {
        throw new UnsupportedOperationException();
    }

    /** A user on a topic, or null if it is not there. */
    public @Nullable Member find(Topic topic, String user) {
        throw new UnsupportedOperationException();
    }

    /** A sitting on whatever node, or null if none has it. */
    public @Nullable Sitting sitting(Topic topic, String handle) {
        throw new UnsupportedOperationException();
    }

    /**
     * Lists members of a topic in the order of their users.
     *
     * @param after the user past which it begins, or null
     * @param limit most members
     * @param maxBytes most UTF-8 bytes of their users and metadata together; one member is listed however large it is
     */
    public Roll roll(Topic topic, @Nullable String after, int limit, int maxBytes) {
        throw new UnsupportedOperationException();
    }

    /** Adds one that learns what changes on all topics; for ever. */
    public void listen(Presence.Listener listener) {
        throw new UnsupportedOperationException();
    }
}
