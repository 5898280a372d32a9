package org.fanfare.bench.load;

import java.util.BitSet;
import java.util.function.LongPredicate;

/**
 * Which messages of its topic one connection has had. The payloads of all topics are numbered together, round robin: topic {@code t} of
 * {@code T} has the numbers t, t + T, t + 2T … Not thread-safe.
 */
final class Tally implements LongPredicate {
    private final int topic;
    private final int topics;
    private final BitSet missing = new BitSet(0);
    private long next;
    private long duplicates;
    private long outOfOrder;
    private long foreign;

    Tally(int topic, int topics) {
        this.topic = topic;
        this.topics = topics;
    }

    int topic() {
        return topic;
    }

    /**
     * Accounts for one received message.
     *
     * @param number the number in its payload
     * @return false if it is a duplicate or of another topic
     */
    @Override
    public boolean test(long number) {
        long index = topics == 1 ? number : number / topics;
        if (index == next && index * topics + topic == number) {
            next++;
            return true;
        }
        if (number % topics != topic) {
            foreign++;
            return false;
        }
        return irregular(index);
    }

    private boolean irregular(long index) {
        if (index > next) {
            missing.set((int) next, (int) index);
            next = index + 1;
            return true;
        }
        if (missing.get((int) index)) {
            missing.clear((int) index);
            outOfOrder++;
            return true;
        }
        duplicates++;
        return false;
    }

    /** How many did not come, of so many published on all topics. */
    long lost(long published) {
        long ofTopic = (published - topic + topics - 1) / topics;
        return missing.cardinality() + Math.max(0, ofTopic - next);
    }

    long duplicates() {
        return duplicates;
    }

    /** How many came after a later one. */
    long outOfOrder() {
        return outOfOrder;
    }

    /** How many came that belong to another topic. */
    long foreign() {
        return foreign;
    }
}
