package org.fanfare.log;

import java.util.HashMap;
import java.util.Map;
import org.fanfare.event.Cursor;
import org.jspecify.annotations.Nullable;

/** The streams of which this log has an event: the position, what was lost, and which are dead (R5). Guarded by the log. */
final class Streams {
    private static final class Stream {
        private long last;
        private long lostTo;
        private boolean dead;
        private long diedNanos;
    }

    private final Map<String, Stream> byNode = new HashMap<>();

    /** The highest number taken of a stream, 0 for none. */
    long last(String node) {
        Stream stream = byNode.get(node);
        return stream == null ? 0 : stream.last;
    }

    void raise(String node, long seq) {
        byNode.computeIfAbsent(node, n -> new Stream()).last = seq;
    }

    void lose(LostRange range) {
        Stream stream = byNode.computeIfAbsent(range.node(), n -> new Stream());
        stream.last = Math.max(stream.last, range.to());
        stream.lostTo = Math.max(stream.lostTo, range.to());
    }

    boolean hasLostPast(Cursor cursor) {
        for (Map.Entry<String, Stream> entry : byNode.entrySet()) {
            if (entry.getValue().lostTo > cursor.seen(entry.getKey())) {
                return true;
            }
        }
        return false;
    }

    Map<String, Long> position() {
        Map<String, Long> position = new HashMap<>();
        byNode.forEach((node, stream) -> position.put(node, stream.last));
        return position;
    }

    void died(String node, long nowNanos) {
        Stream stream = byNode.get(node);
        if (stream != null) {
            stream.dead = true;
            stream.diedNanos = nowNanos;
        }
    }

    int size() {
        return byNode.size();
    }

    /** The stream that has been dead for longest, or null if all live. */
    @Nullable
    String longestDead() {
        String found = null;
        long diedNanos = 0;
        for (Map.Entry<String, Stream> entry : byNode.entrySet()) {
            Stream stream = entry.getValue();
            if (stream.dead && (found == null || stream.diedNanos - diedNanos < 0)) {
                found = entry.getKey();
                diedNanos = stream.diedNanos;
            }
        }
        return found;
    }

    boolean isDeadLongerThan(String node, long ageNanos, long nowNanos) {
        Stream stream = byNode.get(node);
        return stream != null && stream.dead && nowNanos - stream.diedNanos > ageNanos;
    }

    void forget(String node) {
        byNode.remove(node);
    }
}
