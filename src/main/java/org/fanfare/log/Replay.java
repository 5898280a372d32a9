package org.fanfare.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.fanfare.event.Cursor;
import org.fanfare.event.Event;
import org.fanfare.event.GapReason;
import org.fanfare.topic.TopicPattern;

/**
 * What a cursor lacks of some topics, handed out piece by piece and oldest first, so that it holds no memory while it waits. What
 * is evicted between two pieces is told as lost. Used by one thread.
 */
public final class Replay {

    /** A topic or pattern of which events may be missing. */
    public record Lost(TopicPattern topic, GapReason reason) {}

    /**
     * A piece of the replay.
     *
     * @param lost topics of which events were evicted since the piece before; comes before the entries
     * @param done whether there is no further piece
     */
    public record Piece(List<Entry> entries, List<Lost> lost, boolean done) {}

    record Source(TopicPattern pattern, List<TopicLog> topics) {}

    /** A topic and the index of its next entry. */
    private record Head(TopicLog topicLog, int index) {
        Entry entry() {
            return topicLog.entries().get(index);
        }
    }

    private final NodeLog log;
    private final List<TopicPattern> patterns;
    private final Cursor since;
    private final Map<TopicLog, Long> due = new LinkedHashMap<>();
    private final Set<Lost> untold = new LinkedHashSet<>();
    private List<Source> sources;
    private List<Lost> lost = List.of();
    private long nextOffset;
    private long upTo;
    private long end;

    /**
     * Creates a replay.
     *
     * @param from the offset at which it begins at the earliest
     * @param upTo the offset before which it ends
     * @param end the end of the log, of whose matching topics these are the sources
     */
    Replay(
            NodeLog log,
            List<TopicPattern> patterns,
            Cursor since,
            List<Source> sources,
            long from,
            long upTo,
            long end) {
        this.log = log;
        this.patterns = List.copyOf(patterns);
        this.since = since;
        this.sources = sources;
        this.nextOffset = from;
        this.upTo = upTo;
        this.end = end;
        for (Source source : sources) {
            source.topics().forEach(topicLog -> due.put(topicLog, upTo));
        }
        noteDue(heads());
    }

    void judged(List<Lost> judgement) {
        lost = List.copyOf(judgement);
    }

    List<TopicPattern> patterns() {
        return patterns;
    }

    /** The topics of which events were missing already when the replay began. */
    public List<Lost> lost() {
        return lost;
    }

    /** The offset before which the replay ends. */
    public long upTo() {
        return upTo;
    }

    /** Takes the next events, at most so many. */
    public Piece next(int maxEvents) {
        return log.next(this, maxEvents);
    }

    /** Goes back to an entry of the last piece that was not taken up; it is handed out again, or told as lost if it is evicted. */
    public void backTo(Entry entry) {
        log.backTo(this, entry);
    }

    /** As {@link #backTo}, while the log's lock is held. */
    void backToGuarded(Entry entry) {
        nextOffset = entry.offset();
    }

    /** Moves the end of the replay on, to where the reader stands by now. */
    public void extend(long newUpTo) {
        log.extend(this, newUpTo);
    }

    /**
     * As {@link #extend}, while the log's lock is held. A topic that came and was forgotten since the sources were taken is known
     * by the offset of its events only, and so is a lost range that the reader has passed.
     */
    void extendGuarded(List<Source> now, long newUpTo, long newEnd, long forgottenBelow, long lostBelow) {
        for (TopicPattern pattern : patterns) {
            if (forgottenBelow > end) {
                untold.add(new Lost(pattern, GapReason.EVICTED));
            }
            if (lostBelow > upTo) {
                untold.add(new Lost(pattern, GapReason.LOST));
            }
        }
        long bornFrom = upTo;
        upTo = newUpTo;
        noteEvicted();
        sources = now;
        end = newEnd;
        for (Source source : now) {
            source.topics().forEach(topicLog -> due.putIfAbsent(topicLog, bornFrom));
        }
    }

    /** As {@link #next}, while the log's lock is held. */
    Piece nextGuarded(int maxEvents) {
        noteEvicted();
        List<Lost> told = List.copyOf(untold);
        untold.clear();
        PriorityQueue<Head> heads = heads();
        List<Entry> entries = new ArrayList<>();
        while (entries.size() < maxEvents && !heads.isEmpty()) {
            Head head = heads.remove();
            entries.add(head.entry());
            nextOffset = head.entry().offset() + 1;
            push(heads, head.topicLog(), head.index() + 1);
        }
        if (heads.isEmpty()) {
            nextOffset = Math.max(nextOffset, upTo);
        }
        noteDue(heads);
        return new Piece(entries, told, heads.isEmpty());
    }

    private PriorityQueue<Head> heads() {
        PriorityQueue<Head> heads = new PriorityQueue<>(
                Comparator.comparingLong(head -> head.entry().offset()));
        for (TopicLog topicLog : due.keySet()) {
            push(heads, topicLog, topicLog.firstAfter(since, nextOffset));
        }
        return heads;
    }

    private void push(PriorityQueue<Head> heads, TopicLog topicLog, int from) {
        for (int index = from; index < topicLog.entries().size(); index++) {
            Entry entry = topicLog.entries().get(index);
            if (entry.offset() >= upTo) {
                return;
            }
            Event event = entry.eventOrThrow();
            if (event.id().seq() > since.seen(event.id().node())) {
                heads.add(new Head(topicLog, index));
                return;
            }
        }
    }

    private void noteDue(Iterable<Head> heads) {
        due.replaceAll((topicLog, before) -> upTo);
        heads.forEach(head -> due.put(head.topicLog(), head.entry().offset()));
    }

    private void noteEvicted() {
        for (Source source : sources) {
            if (source.topics().stream().anyMatch(this::isDueEvicted)) {
                untold.add(new Lost(source.pattern(), GapReason.EVICTED));
            }
        }
    }

    private boolean isDueEvicted(TopicLog topicLog) {
        long next = due.getOrDefault(topicLog, upTo);
        return next < upTo && next < topicLog.evictedBelow();
    }
}
