package org.fanfare.presence;

import java.util.List;
import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/** Who is on which topic: what all nodes that live have announced, taken together. Thread-safe; what changes it comes one call at a time. */
@SuppressWarnings("DoNotCallSuggester") // not built yet
public final class Presence {

    /** Learns what changes. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A user came, went, or is there in another way (other metadata, another number of sittings). Called once the change can be
         * seen, by the thread that makes all changes, which holds no lock of the presence: it must be quick, and look up what is now.
         *
         * @param wasPresent whether the user was there before
         */
        void changed(Topic topic, String user, boolean wasPresent);
    }

    /** Adds one that learns what changes; for ever. */
    public void listen(Listener listener) {
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

    /** A sitting on whatever node, also of one that does not live; null if none has it. */
    public @Nullable Sitting sitting(Topic topic, String handle) {
        throw new UnsupportedOperationException();
    }

    /**
     * Lists members of a topic.
     *
     * @param after the user past which it begins, or null
     * @param limit most members
     * @param maxBytes most UTF-8 bytes of their users and metadata together; one member is listed however large it is
     */
    public Roll roll(Topic topic, @Nullable String after, int limit, int maxBytes) {
        throw new UnsupportedOperationException();
    }

    /** The sittings that a node has announced, in a few bytes. */
    public PresenceDigest digest(String node) {
        throw new UnsupportedOperationException();
    }

    /** How many sittings there are on all nodes. */
    public int size() {
        throw new UnsupportedOperationException();
    }

    /** Takes an announcement of a node; one whose number was taken before is dropped. */
    public void apply(String node, long seq, List<Change> changes) {
        throw new UnsupportedOperationException();
    }
}
