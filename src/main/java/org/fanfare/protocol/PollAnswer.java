package org.fanfare.protocol;

import java.util.List;
import org.fanfare.event.Cursor;
import org.fanfare.protocol.ServerMessage.Gap;
import org.jspecify.annotations.Nullable;

/**
 * The body that answers a poll. The events go through as text, which JSON-B cannot write.
 *
 * @param cursor where the next poll goes on
 * @param events {@code data} messages as text, oldest first
 * @param gap null if nothing is missing
 * @param more whether the next poll has more at once
 */
public record PollAnswer(
        Cursor cursor, List<String> events, @Nullable Gap gap, boolean more) {
    public PollAnswer {
        events = List.copyOf(events);
    }

    public String text() {
        int chars = 256;
        for (String event : events) {
            chars += event.length() + 1;
        }
        return new JsonWriter(chars)
                .plain("cursor", cursor.toString())
                .raws("events", events)
                .raw("gap", gap == null ? null : gap.text())
                .onlyIf(more, "more")
                .end();
    }
}
