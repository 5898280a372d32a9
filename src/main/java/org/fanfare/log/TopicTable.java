package org.fanfare.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fanfare.event.Cursor;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.GapReason;
import org.fanfare.topic.Topic;
import org.fanfare.topic.TopicPattern;
import org.jspecify.annotations.Nullable;

/** The topics with their retained events and floors, and the memory that all entries hold. Guarded by the log. */
final class TopicTable {
    private final Retention retention;
    private final LogLimits limits;
    private final Stamps stamps;
    private final Map<Topic, TopicLog> topics = new HashMap<>();
    private final Set<TopicLog> idle = new LinkedHashSet<>();
    private final Map<RetentionRule, RetainedList> lists = new HashMap<>();
    private final ForgottenFloors forgotten = new ForgottenFloors();
    private long bytes;
    private long lostBelow;

    TopicTable(Retention retention, LogLimits limits, Stamps stamps) {
        this.retention = retention;
        this.limits = limits;
        this.stamps = stamps;
    }

    long bytes() {
        return bytes;
    }

    int size() {
        return topics.size();
    }

    /** The offset below which all evicted events of forgotten topics lie. */
    long forgottenBelow() {
        return forgotten.evictedBelow();
    }

    /** The offset below which all lost ranges lie. */
    long lostBelow() {
        return lostBelow;
    }

    void hold(Entry entry) {
        if (entry.lost() != null) {
            lostBelow = entry.offset() + 1;
        }
        bytes += entry.bytes();
    }

    /** Adds an event, which its topic retains unless it may not be replayed. */
    void add(Entry entry, Event event) {
        if (!event.publication().handling().isRetained()) {
            hold(entry);
            return;
        }
        TopicLog topicLog = topics.get(event.topic());
        if (topicLog == null) {
            topicLog = newTopicLog(event.topic());
            topics.put(event.topic(), topicLog);
        } else {
            idle.remove(topicLog);
        }
        topicLog.add(entry, event);
        hold(entry);
    }

    private TopicLog newTopicLog(Topic topic) {
        return new TopicLog(topic, list(topic), forgotten.of(topic.namespace()), stamps.now());
    }

    private RetainedList list(Topic topic) {
        return lists.computeIfAbsent(retention.of(topic.namespace()), RetainedList::new);
    }

    /** No reader needs the entry any more: from now on retention alone decides. */
    void passed(Entry entry) {
        if (!entry.retained) {
            bytes -= entry.bytes();
            return;
        }
        TopicLog topicLog = entry.topicLogOrThrow();
        while (topicLog.isOverfull() && !topicLog.entries().get(0).unread) {
            evict(topicLog.entries().get(0));
        }
    }

    private void evict(Entry entry) {
        TopicLog topicLog = entry.topicLogOrThrow();
        topicLog.evict(entry, stamps.now());
        if (!entry.unread) {
            bytes -= entry.bytes();
        }
        if (!topicLog.entries().isEmpty()) {
            return;
        }
        idle.add(topicLog);
        foldIdle();
    }

    private void foldIdle() {
        while (idle.size() > limits.maxIdleTopics()) {
            Iterator<TopicLog> all = idle.iterator();
            TopicLog oldest = all.next();
            all.remove();
            topics.remove(oldest.topic());
            forgotten.fold(oldest);
        }
    }

    private @Nullable Entry oldestRetained() {
        Entry found = null;
        for (RetainedList list : lists.values()) {
            Entry oldest = list.oldest();
            if (oldest != null && (found == null || oldest.offset() < found.offset())) {
                found = oldest;
            }
        }
        return found;
    }

    /** Lets the oldest go, read or not, until what is held is within the bound. */
    void keepWithinBytes(Window window) {
        while (bytes > limits.maxBytes()) {
            Entry oldest = oldestRetained();
            boolean unreadIsOldest =
                    window.first() < window.end() && (oldest == null || oldest.offset() >= window.first());
            if (unreadIsOldest) {
                window.dropOldest();
            }
            if (oldest != null && oldest.retained) {
                evict(oldest);
            } else if (!unreadIsOldest) {
                return;
            }
        }
    }

    /** Evicts what is older than its rule allows. */
    void evictAged(long nowNanos) {
        for (RetainedList list : lists.values()) {
            long maxAgeNanos = list.rule().age().toNanos();
            for (Entry oldest = list.oldest(); oldest != null && !oldest.unread; oldest = list.oldest()) {
                if (nowNanos - oldest.arrivedNanos() <= maxAgeNanos) {
                    break;
                }
                evict(oldest);
            }
        }
    }

    /**
     * Forgets the floors that no valid cursor can need, and the topics that have nothing else.
     *
     * @param beforeSeconds a cursor that needs a floor last raised before this stamp is too old
     */
    void voidFloors(long beforeSeconds) {
        for (Iterator<TopicLog> all = idle.iterator(); all.hasNext(); ) {
            TopicLog oldest = all.next();
            if (oldest.floorRaisedSeconds() >= beforeSeconds) {
                break;
            }
            all.remove();
            topics.remove(oldest.topic());
            forgotten.drop(oldest);
        }
        forgotten.expire(beforeSeconds);
    }

    void forgetStream(String node) {
        for (RetainedList list : lists.values()) {
            Entry next;
            for (Entry entry = list.oldest(); entry != null; entry = next) {
                next = entry.newer;
                if (entry.eventOrThrow().id().node().equals(node)) {
                    evict(entry);
                }
            }
        }
        topics.values().forEach(topicLog -> topicLog.forget(node));
        forgotten.forget(node);
    }

    List<Replay.Source> sources(List<TopicPattern> patterns) {
        List<Replay.Source> sources = new ArrayList<>(patterns.size());
        for (TopicPattern pattern : patterns) {
            sources.add(new Replay.Source(pattern, matching(pattern)));
        }
        return sources;
    }

    private List<TopicLog> matching(TopicPattern pattern) {
        if (pattern.isExact()) {
            TopicLog topicLog = topics.get(pattern.topic());
            return topicLog == null ? List.of() : List.of(topicLog);
        }
        List<TopicLog> found = new ArrayList<>();
        for (TopicLog topicLog : topics.values()) {
            if (pattern.matches(topicLog.topic())) {
                found.add(topicLog);
            }
        }
        return found;
    }

    List<Entry> latest(List<TopicPattern> patterns, int limit, long upTo) {
        return Latest.of(
                patterns.stream().flatMap(p -> matching(p).stream()).distinct().toList(), limit, upTo);
    }

    /**
     * Judges each source alone (R9).
     *
     * @param common why all are lost, or null
     */
    List<Replay.Lost> lost(List<Replay.Source> sources, Cursor since, @Nullable GapReason common) {
        List<Replay.Lost> lost = new ArrayList<>();
        for (Replay.Source source : sources) {
            GapReason reason = common == null && isBelowFloor(source, since) ? GapReason.EVICTED : common;
            if (reason != null) {
                lost.add(new Replay.Lost(source.pattern(), reason));
            }
        }
        return lost;
    }

    /** Tells whether an event of the source that the cursor lacks was evicted (R6). */
    private boolean isBelowFloor(Replay.Source source, Cursor since) {
        for (TopicLog topicLog : source.topics()) {
            if (Floors.above(topicLog.floors(), since)) {
                return true;
            }
        }
        boolean known = source.pattern().isExact() && !source.topics().isEmpty();
        return !known && forgotten.isAbove(source.pattern(), since);
    }

    /** What is retained of a stream between two numbers, both included, in their order. */
    List<Event> ofStream(String node, long from, long to) {
        List<Event> found = new ArrayList<>();
        for (RetainedList list : lists.values()) {
            for (Entry entry = list.oldest(); entry != null; entry = entry.newer) {
                EventId id = entry.eventOrThrow().id();
                if (id.seq() >= from && id.seq() <= to && id.node().equals(node)) {
                    found.add(entry.eventOrThrow());
                }
            }
        }
        found.sort(Comparator.comparingLong(event -> event.id().seq()));
        return found;
    }

    /** All that is retained, in any order. */
    List<Entry> retained() {
        List<Entry> retained = new ArrayList<>();
        for (RetainedList list : lists.values()) {
            for (Entry entry = list.oldest(); entry != null; entry = entry.newer) {
                retained.add(entry);
            }
        }
        return retained;
    }

    /** The floors of all topics that have any. */
    List<LogSnapshot.TopicFloors> floors() {
        return topics.values().stream()
                .filter(topicLog -> !topicLog.floors().isEmpty())
                .sorted(Comparator.comparingLong(TopicLog::floorRaisedSeconds))
                .map(topicLog ->
                        new LogSnapshot.TopicFloors(topicLog.topic(), topicLog.floors(), topicLog.floorRaisedSeconds()))
                .toList();
    }

    List<LogSnapshot.NamespaceFloors> forgottenFloors() {
        return forgotten.snapshot();
    }

    /**
     * Forgets everything. What is unread still counts as held, until it is passed.
     *
     * @param offset all that was ever placed lies below it
     */
    void clear(long offset) {
        for (TopicLog topicLog : topics.values()) {
            while (!topicLog.entries().isEmpty()) {
                Entry entry = topicLog.entries().get(0);
                topicLog.evict(entry, stamps.now());
                if (!entry.unread) {
                    bytes -= entry.bytes();
                }
            }
        }
        topics.clear();
        idle.clear();
        forgotten.clear(offset);
    }

    /**
     * Takes over what another log holds, into an empty table.
     *
     * @param offset of the first event
     */
    void restore(LogSnapshot snapshot, long offset, Window window, long nowNanos) {
        for (LogSnapshot.TopicFloors floors : snapshot.topicFloors()) {
            Topic topic = floors.topic();
            topics.put(topic, new TopicLog(topic, list(topic), floors.seqs(), floors.raisedSeconds()));
        }
        long next = offset;
        for (LogSnapshot.HeldEvent held : snapshot.events()) {
            Entry entry = Entry.of(next++, held.event(), stamps.stamp(), nowNanos - held.ageNanos());
            add(entry, held.event());
            passed(entry);
            keepWithinBytes(window);
        }
        restoreForgotten(snapshot.namespaceFloors());
    }

    /** Takes over the floors of forgotten topics, after the events, whose topics must not inherit them. */
    private void restoreForgotten(List<LogSnapshot.NamespaceFloors> snapshot) {
        idle.clear();
        topics.values().stream()
                .filter(topicLog -> topicLog.entries().isEmpty())
                .sorted(Comparator.comparingLong(TopicLog::floorRaisedSeconds))
                .forEach(idle::add);
        forgotten.restore(snapshot);
        foldIdle();
    }
}
