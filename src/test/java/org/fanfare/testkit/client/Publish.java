package org.fanfare.testkit.client;

import org.jspecify.annotations.Nullable;

/**
 * What a client publishes.
 *
 * @param payload any JSON text, sent as it stands
 * @param event the event's kind, or null
 * @param key the idempotency key, or null
 */
public record Publish(
        String topic,
        String payload,
        @Nullable String event,
        @Nullable String key) {

    public static Publish of(String topic, String payload) {
        return new Publish(topic, payload, null, null);
    }

    /** The same with a kind. */
    public Publish event(String kind) {
        return new Publish(topic, payload, kind, key);
    }

    /** The same with an idempotency key. */
    public Publish key(String idempotencyKey) {
        return new Publish(topic, payload, event, idempotencyKey);
    }

    /** The members of a {@code publish} action. */
    String toMembers() {
        StringBuilder members = new StringBuilder("\"topic\":").append(JsonText.quote(topic));
        if (event != null) {
            members.append(",\"event\":").append(JsonText.quote(event));
        }
        if (key != null) {
            members.append(",\"key\":").append(JsonText.quote(key));
        }
        return members.append(",\"payload\":").append(payload).toString();
    }
}
