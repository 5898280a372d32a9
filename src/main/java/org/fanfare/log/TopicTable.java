package org.fanfare.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fanfare.event.Cursor;
import org.fanfare.event.Event;
import org.fanfare.topic.Topic;
import org.fanfare.topic.TopicPattern;
import org.jspecify.annotations.Nullable;

/** The topics with their retained events and floors, and the memory that all entries hold. Guarded by the log. */
final class TopicTable {
    private final Retention retention;
    private final LogLimits limits;
    private final Map<Topic, TopicLog> topics = new HashMap<>();
    private final Set<TopicLog> idle = new LinkedHashSet<>();
    private final Map<RetentionRule, RetainedList> lists = new HashMap<>();
    private final ForgottenFloors forgotten = new ForgottenFloors();
    private long bytes;

    TopicTable(Retention retention, LogLimits limits) {
        this.retention = retention;
        this.limits = limits;
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

    void hold(Entry entry) {
        bytes += entry.bytes();
    }

    void add(Entry entry, Event event) {
        TopicLog topicLog = topics.get(event.topic());
        if (topicLog == null) {
            topicLog = newTopicLog(event.topic(), entry.stampSeconds());
            topics.put(event.topic(), topicLog);
        } else {
            idle.remove(topicLog);
        }
        topicLog.add(entry, event);
        hold(entry);
    }

    private TopicLog newTopicLog(Topic topic, long stampSeconds) {
        String namespace = topic.namespace();
        RetainedList list = lists.computeIfAbsent(retention.of(namespace), RetainedList::new);
        return new TopicLog(topic, list, forgotten.of(namespace), stampSeconds);
    }

    /** No reader needs the entry any more: from now on retention alone decides. */
    void passed(Entry entry, long stampSeconds) {
        if (!entry.retained) {
            bytes -= entry.bytes();
            return;
        }
        TopicLog topicLog = entry.topicLogOrThrow();
        while (topicLog.isOverfull() && !topicLog.entries().get(0).unread) {
            evict(topicLog.entries().get(0), stampSeconds);
        }
    }

    void evict(Entry entry, long stampSeconds) {
        TopicLog topicLog = entry.topicLogOrThrow();
        topicLog.evict(entry, stampSeconds);
        if (!entry.unread) {
            bytes -= entry.bytes();
        }
        if (!topicLog.entries().isEmpty()) {
            return;
        }
        idle.add(topicLog);
        if (idle.size() > limits.maxIdleTopics()) {
            Iterator<TopicLog> all = idle.iterator();
            TopicLog oldest = all.next();
            all.remove();
            topics.remove(oldest.topic());
            forgotten.fold(oldest);
        }
    }

    @Nullable
    Entry oldestRetained() {
        Entry found = null;
        for (RetainedList list : lists.values()) {
            Entry oldest = list.oldest();
            if (oldest != null && (found == null || oldest.offset() < found.offset())) {
                found = oldest;
            }
        }
        return found;
    }

    /** Evicts what is older than its rule allows. */
    void evictAged(long nowNanos, long stampSeconds) {
        for (RetainedList list : lists.values()) {
            long maxAgeNanos = list.rule().age().toNanos();
            for (Entry oldest = list.oldest(); oldest != null && !oldest.unread; oldest = list.oldest()) {
                if (nowNanos - oldest.arrivedNanos() <= maxAgeNanos) {
                    break;
                }
                evict(oldest, stampSeconds);
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

    void forgetStream(String node, long stampSeconds) {
        for (RetainedList list : lists.values()) {
            Entry next;
            for (Entry entry = list.oldest(); entry != null; entry = next) {
                next = entry.newer;
                if (entry.eventOrThrow().id().node().equals(node)) {
                    evict(entry, stampSeconds);
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

    /** Tells whether an event of the source that the cursor lacks was evicted (R6). */
    boolean isBelowFloor(Replay.Source source, Cursor since) {
        for (TopicLog topicLog : source.topics()) {
            if (Floors.above(topicLog.floors(), since)) {
                return true;
            }
        }
        boolean known = source.pattern().isExact() && !source.topics().isEmpty();
        return !known && forgotten.isAbove(source.pattern(), since);
    }
}
