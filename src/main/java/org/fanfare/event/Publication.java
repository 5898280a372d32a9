package org.fanfare.event;

import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher says, before it has a number.
 *
 * @param topic where it is published
 * @param kind the event's kind, or null
 * @param payload any JSON value as compact text: no white space between tokens, never a raw CR or LF
 * @param user who published, or null for an anonymous publisher
 * @param traceId the W3C trace id, 32 hexadecimal digits, or null
 * @param conflateKey events of the same key replace each other where the topic allows it, or null
 * @param key makes a repeated publish known as such, or null
 * @param handling how nodes treat it
 */
public record Publication(
        Topic topic,
        @Nullable String kind,
        String payload,
        @Nullable String user,
        @Nullable String traceId,
        @Nullable String conflateKey,
        @Nullable PublishKey key,
        Handling handling) {

    /** An event of a topic for whoever subscribes to it. */
    public Publication(
            Topic topic,
            @Nullable String kind,
            String payload,
            @Nullable String user,
            @Nullable String traceId,
            @Nullable String conflateKey,
            @Nullable PublishKey key) {
        this(topic, kind, payload, user, traceId, conflateKey, key, Handling.DATA);
    }

    /** A publication of a topic and a payload alone. */
    public static Publication of(Topic topic, String payload) {
        return new Publication(topic, null, payload, null, null, null, null);
    }

    /** Changes of who is there, as text. */
    public static Publication ofPresence(String changes) {
        return new Publication(Handling.PRESENCE_TOPIC, null, changes, null, null, null, null, Handling.PRESENCE);
    }
}
