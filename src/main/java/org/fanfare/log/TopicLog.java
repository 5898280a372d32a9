package org.fanfare.log;

import java.util.HashMap;
import java.util.Map;
import org.fanfare.event.Cursor;
import org.fanfare.event.Event;
import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/** One topic's retained events, and its floors: the highest number of each stream that was evicted (R6). Guarded by the log. */
final class TopicLog {
    private final Topic topic;
    private final RetainedList list;
    private final Map<String, Long> floors;
    private final EntryDeque entries = new EntryDeque();
    private @Nullable String onlyNode;
    private long floorRaisedSeconds;
    private long evictedBelow;

    /**
     * Creates the log of a topic that had no events.
     *
     * @param inherited floors of what was forgotten and may have been of this topic
     * @param stampSeconds the stamp of now
     */
    TopicLog(Topic topic, RetainedList list, Map<String, Long> inherited, long stampSeconds) {
        this.topic = topic;
        this.list = list;
        this.floors = new HashMap<>(inherited);
        this.floorRaisedSeconds = stampSeconds;
    }

    Topic topic() {
        return topic;
    }

    RetainedList list() {
        return list;
    }

    EntryDeque entries() {
        return entries;
    }

    Map<String, Long> floors() {
        return floors;
    }

    /** The log's stamp when a floor was last raised: on the clock of the cursors, so that both age alike. */
    long floorRaisedSeconds() {
        return floorRaisedSeconds;
    }

    boolean isOverfull() {
        return entries.size() > list.rule().count();
    }

    void add(Entry entry, Event event) {
        String node = event.id().node();
        if (entries.isEmpty()) {
            onlyNode = node;
        } else if (!node.equals(onlyNode)) {
            onlyNode = null;
        }
        entries.add(entry);
        list.add(entry);
        entry.retained = true;
        entry.topicLog = this;
    }

    /** Takes an entry out and remembers that it was there. */
    void evict(Entry entry, long stampSeconds) {
        Event event = entry.eventOrThrow();
        if (entries.get(0) == entry) {
            entries.removeFirst();
        } else {
            entries.remove(entry);
        }
        list.remove(entry);
        entry.retained = false;
        floors.merge(event.id().node(), event.id().seq(), Math::max);
        floorRaisedSeconds = stampSeconds;
        evictedBelow = Math.max(evictedBelow, entry.offset() + 1);
    }

    /** The offset below which all events of the topic that entered were evicted. */
    long evictedBelow() {
        return evictedBelow;
    }

    /** The index of an entry at or after the offset before which there is none that the cursor lacks. */
    int firstAfter(Cursor since, long offset) {
        int low = entries.firstFrom(offset);
        if (onlyNode == null) {
            return low;
        }
        long seen = since.seen(onlyNode);
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).eventOrThrow().id().seq() <= seen) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void forget(String node) {
        floors.remove(node);
    }
}
