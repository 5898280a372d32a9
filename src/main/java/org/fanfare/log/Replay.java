package org.fanfare.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
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
    private final Map<TopicLog, Long> toldBelow = new LinkedHashMap<>();
    private List<Source> sources;
    private List<Lost> lost = List.of();
    private long nextOffset;
    private long upTo;
    private long toldForgottenBelow;

    Replay(
            NodeLog log,
            List<TopicPattern> patterns,
            Cursor since,
            List<Source> sources,
            long from,
            long upTo,
            long forgottenBelow) {
        this.log = log;
        this.patterns = List.copyOf(patterns);
        this.since = since;
        this.sources = sources;
        this.nextOffset = from;
        this.upTo = upTo;
        this.toldForgottenBelow = forgottenBelow;
        for (Source source : sources) {
            source.topics().forEach(topicLog -> toldBelow.put(topicLog, topicLog.evictedBelow()));
        }
    }

    void judged(List<Lost> judgement) {
        lost = List.copyOf(judgement);
    }

    List<TopicPattern> patterns() {
        return patterns;
    }

    long nextOffset() {
        return nextOffset;
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

    /** Moves the end of the replay on, to where the reader stands by now. */
    public void extend(long newUpTo) {
        log.extend(this, newUpTo);
    }

    /** As {@link #extend}, while the log's lock is held. */
    void extendGuarded(List<Source> now, long newUpTo) {
        sources = now;
        upTo = newUpTo;
        for (Source source : now) {
            source.topics().forEach(topicLog -> toldBelow.putIfAbsent(topicLog, 0L));
        }
    }

    /** As {@link #next}, while the log's lock is held. */
    Piece nextGuarded(int maxEvents, long forgottenBelow) {
        List<Lost> evicted = evictedSince(forgottenBelow);
        PriorityQueue<Head> heads = new PriorityQueue<>(
                Comparator.comparingLong(head -> head.entry().offset()));
        for (TopicLog topicLog : toldBelow.keySet()) {
            push(heads, topicLog, topicLog.firstAfter(since, nextOffset));
        }
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
        return new Piece(entries, evicted, heads.isEmpty());
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

    private List<Lost> evictedSince(long forgottenBelow) {
        List<Lost> evicted = new ArrayList<>();
        for (Source source : sources) {
            boolean told = forgottenBelow > Math.max(nextOffset, toldForgottenBelow);
            for (TopicLog topicLog : source.topics()) {
                long below = topicLog.evictedBelow();
                if (below > nextOffset && below > toldBelow.getOrDefault(topicLog, 0L)) {
                    toldBelow.put(topicLog, below);
                    told = true;
                }
            }
            if (told) {
                evicted.add(new Lost(source.pattern(), GapReason.EVICTED));
            }
        }
        toldForgottenBelow = Math.max(toldForgottenBelow, forgottenBelow);
        return evicted;
    }
}
