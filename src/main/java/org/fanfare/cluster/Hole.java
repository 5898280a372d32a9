package org.fanfare.cluster;

import java.util.HashSet;
import java.util.Set;

/** What was done about a hole in a stream (R18). Guarded by the member. */
final class Hole {
    private final long from;
    private final Set<String> deniedBy = new HashSet<>();
    private long to;
    private long askNanos;
    private long waitedNanos;

    /**
     * Creates a hole.
     *
     * @param from its first number
     * @param to its last number, as far as is known
     * @param askNanos when to ask for it
     */
    Hole(long from, long to, long askNanos) {
        this.from = from;
        this.to = to;
        this.askNanos = askNanos;
    }

    long from() {
        return from;
    }

    long to() {
        return to;
    }

    /** Its last number is another one than was known: more was heard of, or a part of it came. */
    void reaches(long number) {
        to = number;
    }

    boolean isAskDue(long nowNanos) {
        return nowNanos - askNanos >= 0;
    }

    /** Asks no sooner than then. */
    void askAt(long nanos) {
        askNanos = nanos;
    }

    /** A node said that it does not hold the first number. */
    void deniedBy(String node) {
        deniedBy.add(node);
    }

    boolean isDeniedBy(String node) {
        return deniedBy.contains(node);
    }

    boolean isDenied() {
        return !deniedBy.isEmpty();
    }

    /** Time passed in which somebody could have answered. */
    void waited(long nanos) {
        waitedNanos += nanos;
    }

    long waitedNanos() {
        return waitedNanos;
    }
}
