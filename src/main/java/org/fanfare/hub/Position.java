package org.fanfare.hub;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fanfare.event.Cursor;
import org.fanfare.event.EventId;
import org.jspecify.annotations.Nullable;

/** How far something has read, as it moves. Used by one shard. */
final class Position {
    private final SortedMap<String, Long> seen;
    private @Nullable String prefix;
    private @Nullable Map<String, Long> snapshot;

    Position(Map<String, Long> seen) {
        this.seen = new TreeMap<>(seen);
    }

    void raise(String node, long seq) {
        seen.merge(node, seq, Math::max);
        moved();
    }

    /** Whether this stream may be raised: a cursor names no more than it can. */
    boolean hasRoomFor(String node) {
        return seen.size() < Cursor.MAX_NODES || seen.containsKey(node);
    }

    /** Raises, if there is room. */
    void raiseIfRoom(EventId id) {
        if (hasRoomFor(id.node())) {
            raise(id.node(), id.seq());
        }
    }

    /** Stands elsewhere: where the log goes on. */
    void moveTo(Cursor end) {
        seen.clear();
        seen.putAll(end.seen());
        moved();
    }

    void keepOnly(Cursor named) {
        if (seen.keySet().removeIf(node -> named.seen(node) == 0)) {
            moved();
        }
    }

    private void moved() {
        prefix = null;
        snapshot = null;
    }

    long seen(String node) {
        return seen.getOrDefault(node, 0L);
    }

    /** The highest number of each stream at this moment; the same map until it moves. */
    Map<String, Long> snapshot() {
        Map<String, Long> now = snapshot;
        if (now == null) {
            now = Map.copyOf(seen);
            snapshot = now;
        }
        return now;
    }

    Cursor cursor(long stampSeconds) {
        return new Cursor(snapshot(), stampSeconds);
    }

    /** The text of a cursor that stands here. */
    String text(long stampSeconds) {
        String named = prefix;
        if (named == null) {
            named = Cursor.untilSeconds(seen);
            prefix = named;
        }
        return named + stampSeconds;
    }
}
