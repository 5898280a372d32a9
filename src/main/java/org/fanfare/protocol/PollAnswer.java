package org.fanfare.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body that answers a poll. The events go through as text, which JSON-B cannot write.
 *
 * @param cursor where the next poll goes on
 * @param events {@code data} messages as text, oldest first
 * @param gap the {@code gap} message as text, or null if nothing is missing
 * @param more whether the next poll has more at once
 */
public record PollAnswer(
        String cursor, List<String> events, @Nullable String gap, boolean more) {
    public PollAnswer {
        events = List.copyOf(events);
    }

    public String text() {
        int chars = 256;
        for (String event : events) {
            chars += event.length() + 1;
        }
        return new JsonWriter(chars)
                .plain("cursor", cursor)
                .raws("events", events)
                .raw("gap", gap)
                .onlyIf(more, "more")
                .end();
    }

    /** The gap of all topics of a poll, in place of one topic's. */
    public static String wholeGap(String gap) {
        JsonObjectText parts = JsonObjectText.of(gap);
        String cursor = parts.string("cursor");
        String reason = parts.string("reason");
        if (cursor == null || reason == null) {
            throw new IllegalArgumentException("not a gap");
        }
        return new ServerMessage.Gap(null, cursor, reason).text();
    }
}
