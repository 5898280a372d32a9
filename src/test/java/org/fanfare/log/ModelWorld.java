package org.fanfare.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import org.fanfare.event.Cursor;
import org.fanfare.event.EventId;
import org.fanfare.topic.Topic;

/** All that ever entered on any node, and what became of it in the log under test: a naive memory that forgets nothing. */
final class ModelWorld {
    /** What became of an event. */
    enum Fate {
        /** On its way to the log. */
        UNDERWAY,
        /** In the log at its offset, or evicted from there. */
        PLACED,
        /** Given up at its offset. */
        LOST,
        /** Its number was taken at its offset, and nobody is to see it. */
        HIDDEN,
        /** Missed by the log, which knows only that it was not complete. */
        MISSED;

        /** Whether the log has the number. */
        boolean isTaken() {
            return this != UNDERWAY && this != MISSED;
        }
    }

    /** One event. */
    static final class Happening {
        final EventId id;
        final Topic topic;
        Fate fate = Fate.UNDERWAY;
        long offset = -1;

        Happening(EventId id, Topic topic) {
            this.id = id;
            this.topic = topic;
        }

        @Override
        public String toString() {
            return id + " " + topic + " " + fate + " at " + offset;
        }
    }

    /**
     * A cursor and what its client has really seen, also of streams that it no longer names.
     *
     * @param seen the highest number of each stream
     */
    record Taken(Cursor cursor, Map<String, Long> seen) {
        boolean lacks(Happening happening) {
            return happening.id.seq() > seen.getOrDefault(happening.id.node(), 0L);
        }
    }

    final List<Happening> all = new ArrayList<>();
    private final Map<Long, Happening> byOffset = new HashMap<>();
    final Map<String, Queue<Happening>> underway = new LinkedHashMap<>();
    final Set<String> forgotten = new HashSet<>();
    private final Map<String, Long> entered = new HashMap<>();
    private final Map<String, Long> passed = new HashMap<>();
    private long end;

    /** An event enters on a node. */
    Happening enter(String node, Topic topic) {
        Happening happening = new Happening(new EventId(node, entered.merge(node, 1L, Long::sum)), topic);
        all.add(happening);
        underway.computeIfAbsent(node, n -> new ArrayDeque<>()).add(happening);
        return happening;
    }

    /** The next event on the way from a node takes a place in the log. */
    Happening arrive(String node) {
        Happening happening = next(node, Fate.PLACED);
        happening.offset = end;
        byOffset.put(end++, happening);
        return happening;
    }

    /** The next events on the way from a node are given up. */
    LostRange lose(String node, int count) {
        Happening first = next(node, Fate.LOST);
        first.offset = end;
        long last = first.id.seq();
        for (int i = 1; i < count && !underway(node).isEmpty(); i++) {
            Happening also = next(node, Fate.LOST);
            also.offset = end;
            last = also.id.seq();
        }
        end++;
        return new LostRange(node, first.id.seq(), last);
    }

    /** The next event on the way from a node is hidden. */
    Happening hide(String node) {
        Happening happening = next(node, Fate.HIDDEN);
        happening.offset = end++;
        return happening;
    }

    /** Another log takes over what the log holds, which then lies behind all that the log has passed. */
    void moveTo(List<LogSnapshot.HeldEvent> held, long offset) {
        all.stream().filter(one -> one.offset >= 0).forEach(one -> one.offset = 0);
        Map<EventId, Happening> byId = new HashMap<>();
        all.forEach(one -> byId.put(one.id, one));
        byOffset.clear();
        end = offset;
        for (LogSnapshot.HeldEvent one : held) {
            Happening happening = Objects.requireNonNull(byId.get(one.event().id()));
            happening.offset = end;
            byOffset.put(end++, happening);
        }
    }

    /** The log misses all that is on the way from a node. */
    void miss(String node) {
        while (!underway(node).isEmpty()) {
            next(node, Fate.MISSED).offset = end;
        }
    }

    /** The event in an entry, which must be the one that arrived there. */
    Happening at(Entry entry) {
        Happening happening = byOffset.get(entry.offset());
        if (happening == null || !happening.id.equals(entry.eventOrThrow().id())) {
            throw new AssertionError("at " + entry.offset() + " stands another event than " + happening);
        }
        return happening;
    }

    Queue<Happening> underway(String node) {
        return underway.getOrDefault(node, new ArrayDeque<>());
    }

    private Happening next(String node, Fate fate) {
        Happening happening = underway(node).remove();
        happening.fate = fate;
        passed.put(node, happening.id.seq());
        return happening;
    }

    /** What a node has seen that has all that entered. */
    Map<String, Long> allSeen() {
        return new HashMap<>(entered);
    }

    /** What the log has seen. */
    Map<String, Long> logSeen() {
        return new HashMap<>(passed);
    }

    /** Adds what one has seen who has read the log up to an offset, and was told of what the log missed by then. */
    void seenBefore(long offset, Map<String, Long> seen) {
        for (Happening one : all) {
            if (one.offset >= 0 && one.offset < offset) {
                seen.merge(one.id.node(), one.id.seq(), Math::max);
            }
        }
    }

    /** Tells whether the log had anything of a stream. */
    boolean hasReached(String node) {
        return all.stream().anyMatch(one -> one.id.node().equals(node) && one.fate.isTaken());
    }

    /** The numbers of the streams that the log still names. */
    Map<String, Long> named(Map<String, Long> seen) {
        Map<String, Long> named = new HashMap<>(seen);
        named.keySet().removeAll(forgotten);
        return named;
    }
}
