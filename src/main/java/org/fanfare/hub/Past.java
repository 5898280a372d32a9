package org.fanfare.hub;

import java.util.List;
import org.fanfare.event.Cursor;
import org.fanfare.event.Event;
import org.fanfare.event.GapReason;
import org.jspecify.annotations.Nullable;

/**
 * A look back at a topic.
 *
 * @param events oldest first
 * @param cursor where to go on
 * @param more whether there are more past the cursor
 * @param gap why events before the first may be missing, or null
 */
public record Past(
        List<Event> events,
        Cursor cursor,
        boolean more,
        @Nullable GapReason gap) {
    public Past {
        events = List.copyOf(events);
    }
}
