package org.fanfare.testkit.client;

import java.util.Map;
import java.util.TreeMap;

/** How far a client has come: event ids joined by {@code _} and a stamp. Not thread-safe. */
public final class ClientCursor {
    private static final String STAMP = "t";

    private final Map<String, Long> seen = new TreeMap<>();

    public ClientCursor(String text) {
        for (String part : text.split("_", -1)) {
            int dash = part.lastIndexOf('-');
            seen.put(part.substring(0, dash), Long.valueOf(part.substring(dash + 1)));
        }
        if (!seen.containsKey(STAMP)) {
            throw new AssertionError("a cursor without a stamp: " + text);
        }
    }

    /** Notes that an event has been taken. */
    public void raise(String eventId) {
        int dash = eventId.lastIndexOf('-');
        seen.merge(eventId.substring(0, dash), Long.valueOf(eventId.substring(dash + 1)), Math::max);
    }

    /** The text to resume with. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        seen.forEach((node, seq) -> text.append(node).append('-').append(seq).append('_'));
        return text.deleteCharAt(text.length() - 1).toString();
    }
}
