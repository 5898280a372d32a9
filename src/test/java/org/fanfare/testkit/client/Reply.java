package org.fanfare.testkit.client;

import jakarta.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one action, the same for all transports.
 *
 * @param code the error code of a refusal, or null
 * @param json an {@code ack} or {@code history} message, a problem, or the body of an HTTP answer
 */
public record Reply(@Nullable String code, JsonObject json) {

    /** Fails if the action was refused. */
    public Reply accepted() {
        if (code != null) {
            throw new AssertionError("refused: " + json);
        }
        return this;
    }

    /** What is specific to the action: the {@code data} of an ack, else the whole body. */
    public JsonObject data() {
        return json.containsKey("data") ? json.getJsonObject("data") : json;
    }

    /** The id of a published event. */
    public String eventId() {
        JsonObject data = accepted().data();
        return data.getString(data.containsKey("event_id") ? "event_id" : "id");
    }

    /** Tells whether a publish was a repetition of an earlier one. */
    public boolean duplicate() {
        return accepted().data().getBoolean("duplicate", false);
    }
}
