package org.fanfare.event;

import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/**
 * How nodes treat an event, which is more than a payload on a topic in some cases.
 *
 * @param sort what it is
 * @param sender the session or member who is left out when a word goes to a room's members (R25); null to leave out nobody
 */
public record Handling(Sort sort, @Nullable String sender) {
    /** An event of a topic for whoever subscribes to it. */
    public static final Handling DATA = new Handling(Sort.DATA, null);

    /** Changes of who is there, between nodes only (R26). */
    public static final Handling PRESENCE = new Handling(Sort.PRESENCE, null);

    /** Stands where an event has to have a topic, in one of presence. It goes to nobody who subscribes to it. */
    public static final Topic PRESENCE_TOPIC = new Topic("~presence");

    /** What an event is. */
    public enum Sort {
        DATA,
        /** A message to a room's members. */
        WORD,
        /** The same, worth nothing once it is late: it is not retained. */
        EPHEMERAL_WORD,
        PRESENCE
    }

    /** Of a message to a room's members. */
    public static Handling word(@Nullable String sender, boolean ephemeral) {
        return new Handling(ephemeral ? Sort.EPHEMERAL_WORD : Sort.WORD, sender);
    }

    /** Whether it is a message to a room's members. */
    public boolean isWord() {
        return sort == Sort.WORD || sort == Sort.EPHEMERAL_WORD;
    }

    /** Whether it is for other nodes alone. */
    public boolean isPresence() {
        return sort == Sort.PRESENCE;
    }

    /** Whether it may be replayed: else it takes a number, and nobody who comes later misses it. */
    public boolean isRetained() {
        return sort == Sort.DATA || sort == Sort.WORD;
    }
}
