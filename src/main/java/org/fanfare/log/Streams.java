package org.fanfare.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fanfare.event.Cursor;
import org.fanfare.event.EventId;
import org.jspecify.annotations.Nullable;

/** The streams of which this log has an event: the position, what was lost, which are dead, which were forgotten (R5). Guarded by the log. */
final class Streams {
    /** Most forgotten streams that are remembered. */
    static final int MAX_FORGOTTEN = 4_096;

    private static final class Stream {
        private long last;
        private long lostTo;
    }

    private final Map<String, Stream> byNode = new LinkedHashMap<>();
    private final Map<String, Long> diedSeconds = new LinkedHashMap<>();
    private final Map<String, Long> forgotten = new LinkedHashMap<>();
    private final Stamps stamps;
    private long forgettings;

    Streams(Stamps stamps) {
        this.stamps = stamps;
    }

    /** The highest number taken of a stream, also of one that was forgotten and is remembered; 0 for none. */
    long last(String node) {
        Stream stream = byNode.get(node);
        return stream == null ? forgotten.getOrDefault(node, 0L) : stream.last;
    }

    boolean isNamed(String node) {
        return byNode.containsKey(node);
    }

    boolean isForgotten(String node) {
        return forgotten.containsKey(node);
    }

    void raise(EventId id) {
        spoken(id.node()).last = id.seq();
    }

    void lose(LostRange range) {
        Stream stream = spoken(range.node());
        stream.last = Math.max(stream.last, range.to());
        stream.lostTo = Math.max(stream.lostTo, range.to());
    }

    /**
     * The stream, now that it has spoken. What a dead one said came only now, so that is when the time for which it stays named begins;
     * a forgotten one is known again, as a dead one.
     */
    private Stream spoken(String node) {
        Stream stream = byNode.get(node);
        if (stream == null) {
            boolean known = forgotten.containsKey(node);
            stream = recall(node);
            if (known) {
                diedSeconds.put(node, stamps.now());
            }
        } else if (diedSeconds.remove(node) != null) {
            diedSeconds.put(node, stamps.now());
        }
        return stream;
    }

    private Stream recall(String node) {
        Stream stream = new Stream();
        Long last = forgotten.remove(node);
        stream.last = last == null ? 0 : last;
        byNode.put(node, stream);
        return stream;
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

    /** The last number of each stream: of the first that were heard of, at most so many. */
    Map<String, Long> position(int most) {
        Map<String, Long> position = new HashMap<>();
        for (Map.Entry<String, Stream> entry : byNode.entrySet()) {
            if (position.size() == most) {
                break;
            }
            position.put(entry.getKey(), entry.getValue().last);
        }
        return position;
    }

    /** Marks a stream as dead; one that is dead already stays dead since then. */
    void died(String node) {
        if (byNode.containsKey(node)) {
            diedSeconds.putIfAbsent(node, stamps.now());
        }
    }

    /** Takes a death back; a forgotten stream is known again. */
    void lives(String node) {
        diedSeconds.remove(node);
        if (forgotten.containsKey(node)) {
            recall(node);
        }
    }

    List<String> dead() {
        return List.copyOf(diedSeconds.keySet());
    }

    int size() {
        return byNode.size();
    }

    /** Whether a cursor cannot name them all. */
    boolean areTooMany() {
        return byNode.size() > Cursor.MAX_NODES;
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
        Stream stream = byNode.remove(node);
        diedSeconds.remove(node);
        forgettings++;
        if (stream != null) {
            remember(node, stream.last);
        }
    }

    private void remember(String node, long last) {
        forgotten.put(node, last);
        if (forgotten.size() > MAX_FORGOTTEN) {
            Iterator<String> eldest = forgotten.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    /** How often streams were forgotten. */
    long forgettings() {
        return forgettings;
    }

    void clear() {
        forgettings++;
        byNode.clear();
        diedSeconds.clear();
        forgotten.clear();
    }

    List<LogSnapshot.StreamState> states() {
        List<LogSnapshot.StreamState> states = new ArrayList<>(byNode.size());
        byNode.forEach((node, stream) -> states.add(
                new LogSnapshot.StreamState(node, stream.last, stream.lostTo, diedSeconds.getOrDefault(node, 0L))));
        return states;
    }

    List<LogSnapshot.ForgottenStream> forgotten() {
        List<LogSnapshot.ForgottenStream> streams = new ArrayList<>(forgotten.size());
        forgotten.forEach((node, last) -> streams.add(new LogSnapshot.ForgottenStream(node, last)));
        return streams;
    }

    void restore(LogSnapshot snapshot) {
        snapshot.forgottenStreams().forEach(stream -> remember(stream.node(), stream.last()));
        for (LogSnapshot.StreamState state : snapshot.streams()) {
            Stream stream = recall(state.node());
            stream.last = state.last();
            stream.lostTo = state.lostTo();
        }
        snapshot.streams().stream()
                .filter(state -> state.diedSeconds() > 0)
                .sorted(Comparator.comparingLong(LogSnapshot.StreamState::diedSeconds))
                .forEach(state -> diedSeconds.put(state.node(), state.diedSeconds()));
    }
}
