package org.fanfare.testkit.client;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.TreeMap;

/** How far a client has come: event ids joined by {@code _} and a stamp. Not thread-safe. */
public final class ClientCursor {
    private static final String STAMP = "t";

    private final String start;
    private final Map<String, Long> raised = new TreeMap<>();

    /** Begins at a cursor, which is read only when it is raised: the server is to judge a wrong one. */
    public ClientCursor(String start) {
        this.start = start;
    }

    /** Notes that an event has been taken. */
    public void raise(String eventId) {
        if (raised.isEmpty()) {
            for (String part : start.split("_", -1)) {
                put(part);
            }
            if (!raised.containsKey(STAMP)) {
                throw new AssertionError("a cursor without a stamp: " + start);
            }
        }
        put(eventId);
    }

    private void put(String part) {
        int dash = part.lastIndexOf('-');
        raised.merge(part.substring(0, dash), Long.valueOf(part.substring(dash + 1)), Math::max);
    }

    /** The text to resume with. */
    @Override
    public String toString() {
        return raised.isEmpty()
                ? start
                : raised.entrySet().stream()
                        .map(part -> part.getKey() + "-" + part.getValue())
                        .collect(joining("_"));
    }
}
