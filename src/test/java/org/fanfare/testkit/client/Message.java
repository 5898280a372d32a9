package org.fanfare.testkit.client;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * One message from the server.
 *
 * @param type its {@code type}, or {@code closed} for the end of the connection
 * @param json the whole message
 * @param raw the text that it came in: the frame, the event's data, or a poll's whole answer
 * @param cursor the complete cursor that came with it (the {@code id:} of a server-sent event), or null
 */
public record Message(
        String type, JsonObject json, String raw, @Nullable String cursor) {
    public static final String CLOSED = "closed";

    /** Reads one message. */
    public static Message of(String raw, @Nullable String cursor) {
        return of(JsonText.object(raw), raw, cursor);
    }

    static Message of(JsonObject json, String raw, @Nullable String cursor) {
        return new Message(json.getString("type"), json, raw, cursor);
    }

    /** Says that the connection ended. */
    static Message closed(String why) {
        return new Message(CLOSED, JsonValue.EMPTY_JSON_OBJECT, why, null);
    }

    /** A string member. */
    public String text(String member) {
        return json.getString(member);
    }

    public String topic() {
        return text("topic");
    }

    public String id() {
        return text("id");
    }

    public JsonValue payload() {
        return json.getValue("/payload");
    }

    /** A payload that is a number. */
    public int number() {
        return json.getInt("payload");
    }

    /** Tells whether the payload stands in the raw text exactly like this, character by character. */
    public boolean hasRawPayload(String payload) {
        String member = "\"payload\":" + payload;
        return raw.contains(member + ",") || raw.contains(member + "}");
    }
}
