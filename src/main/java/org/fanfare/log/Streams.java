package org.fanfare.log;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fanfare.event.Cursor;
import org.jspecify.annotations.Nullable;

/** The streams of which this log has an event: the position, what was lost, and which are dead (R5). Guarded by the log. */
final class Streams {
    private static final class Stream {
        private long last;
        private long lostTo;
    }

    private final Map<String, Stream> byNode = new HashMap<>();
    private final Map<String, Long> diedSeconds = new LinkedHashMap<>();

    /** The highest number taken of a stream, 0 for none. */
    long last(String node) {
        Stream stream = byNode.get(node);
        return stream == null ? 0 : stream.last;
    }

    void raise(String node, long seq, long stampSeconds) {
        byNode.computeIfAbsent(node, n -> new Stream()).last = seq;
        spoke(node, stampSeconds);
    }

    void lose(LostRange range, long stampSeconds) {
        Stream stream = byNode.computeIfAbsent(range.node(), n -> new Stream());
        stream.last = Math.max(stream.last, range.to());
        stream.lostTo = Math.max(stream.lostTo, range.to());
        spoke(range.node(), stampSeconds);
    }

    /** What a dead stream said last came only now, so that is when the time for which it stays named begins. */
    private void spoke(String node, long stampSeconds) {
        if (diedSeconds.containsKey(node)) {
            died(node, stampSeconds);
        }
    }

    boolean hasLostPast(Cursor cursor) {
        for (Map.Entry<String, Stream> entry : byNode.entrySet()) {
            if (entry.getValue().lostTo > cursor.seen(entry.getKey())) {
                return true;
            }
        }
        return false;
    }

    boolean areCoveredBy(Cursor cursor) {
        for (Map.Entry<String, Stream> entry : byNode.entrySet()) {
            if (entry.getValue().last > cursor.seen(entry.getKey())) {
                return false;
            }
        }
        return true;
    }

    Map<String, Long> position() {
        Map<String, Long> position = new HashMap<>();
        byNode.forEach((node, stream) -> position.put(node, stream.last));
        return position;
    }

    /** Marks a stream as dead. */
    void died(String node, long stampSeconds) {
        if (byNode.containsKey(node)) {
            diedSeconds.remove(node);
            diedSeconds.put(node, stampSeconds);
        }
    }

    int size() {
        return byNode.size();
    }

    /** The stream that has been dead for longest, or null if all live. */
    @Nullable
    String longestDead() {
        Iterator<String> dead = diedSeconds.keySet().iterator();
        return dead.hasNext() ? dead.next() : null;
    }

    /** The stream that has been dead for longest if it died before this stamp, or null. */
    @Nullable
    String deadBefore(long stampSeconds) {
        String dead = longestDead();
        return dead != null && diedSeconds.getOrDefault(dead, stampSeconds) < stampSeconds ? dead : null;
    }

    void forget(String node) {
        byNode.remove(node);
        diedSeconds.remove(node);
    }
}
