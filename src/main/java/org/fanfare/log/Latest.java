package org.fanfare.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Finds the latest events of several topics. Guarded by the log. */
final class Latest {
    /** A topic and the index of the entry to take next, going back. */
    private record Tail(TopicLog topicLog, int index) {
        Entry entry() {
            return topicLog.entries().get(index);
        }
    }

    private Latest() {}

    static List<Entry> of(List<TopicLog> topics, int limit, long upTo) {
        PriorityQueue<Tail> tails = new PriorityQueue<>(
                Comparator.comparingLong((Tail tail) -> tail.entry().offset()).reversed());
        for (TopicLog topicLog : topics) {
            push(tails, topicLog, topicLog.entries().firstFrom(upTo) - 1);
        }
        List<Entry> found = new ArrayList<>();
        while (found.size() < limit && !tails.isEmpty()) {
            Tail newest = tails.remove();
            found.add(newest.entry());
            push(tails, newest.topicLog(), newest.index() - 1);
        }
        Collections.reverse(found);
        return found;
    }

    private static void push(PriorityQueue<Tail> tails, TopicLog topicLog, int index) {
        if (index >= 0) {
            tails.add(new Tail(topicLog, index));
        }
    }
}
