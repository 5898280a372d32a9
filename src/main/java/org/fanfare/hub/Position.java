package org.fanfare.hub;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.fanfare.event.Cursor;
import org.fanfare.event.EventId;
import org.jspecify.annotations.Nullable;

/** How far something has read, as it moves. Used by one shard. */
final class Position {
    private final Map<String, Long> seen;
    private @Nullable String prefix;

    Position(Map<String, Long> seen) {
        this.seen = new TreeMap<>(seen);
    }

    void raise(EventId id) {
        raise(id.node(), id.seq());
    }

    void raise(String node, long seq) {
        seen.merge(node, seq, Math::max);
        prefix = null;
    }

    void keepOnly(Cursor named) {
        if (seen.keySet().removeIf(node -> named.seen(node) == 0)) {
            prefix = null;
        }
    }

    long seen(String node) {
        return seen.getOrDefault(node, 0L);
    }

    Map<String, Long> copy() {
        return new HashMap<>(seen);
    }

    Cursor cursor(long stampSeconds) {
        return new Cursor(seen, stampSeconds);
    }

    /** The text of a cursor that stands here. */
    String text(long stampSeconds) {
        String named = prefix;
        if (named == null) {
            String zero = new Cursor(seen, 0).toString();
            named = zero.substring(0, zero.length() - 1);
            prefix = named;
        }
        return named + stampSeconds;
    }
}
