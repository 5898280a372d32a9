package org.fanfare.chaos;

import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that one publisher sent, and what it was told. Numbers begin at 1. Written by the publisher's threads, read by
 * any.
 */
final class PublisherRecord {
    /** An id of no event: numbers in a stream begin at 1. */
    static final long NONE = 0;

    private final int publisher;
    private final boolean keyed;
    private final Map<String, Integer> refusals = new TreeMap<>();
    private final List<Contradiction> contradictions = new ArrayList<>();
    private long[] ids = new long[1024];
    private int[] connections = new int[1024];
    private int sent;
    private int acknowledged;
    private int highestAcknowledged;
    private int duplicates;
    private long lastAckNanos;

    /** Makes an empty one. */
    PublisherRecord(int publisher, boolean keyed) {
        this.publisher = publisher;
        this.keyed = keyed;
    }

    /** A repetition was acknowledged as another event. */
    record Contradiction(int number, long first, long second) {}

    /** A copy: {@code ids} and {@code connections} by number. */
    record Page(
            int publisher,
            boolean keyed,
            LongBuffer ids,
            IntBuffer connections,
            int acknowledged,
            int duplicates,
            Map<String, Integer> refusals,
            List<Contradiction> contradictions) {
        int sent() {
            return ids.limit() - 1;
        }

        /** The event that a number became, or {@link #NONE}. */
        long id(int number) {
            return ids.get(number);
        }
    }

    int publisher() {
        return publisher;
    }

    /** Notes that the next number is about to be sent over a connection, and returns it. */
    synchronized int sending(int connection) {
        sent++;
        if (sent == ids.length) {
            ids = Arrays.copyOf(ids, 2 * sent);
            connections = Arrays.copyOf(connections, 2 * sent);
        }
        connections[sent] = connection;
        return sent;
    }

    synchronized void acknowledged(int number, long id, boolean duplicate, long nowNanos) {
        if (ids[number] == NONE) {
            ids[number] = id;
            acknowledged++;
            highestAcknowledged = Math.max(highestAcknowledged, number);
        } else if (ids[number] != id) {
            contradictions.add(new Contradiction(number, ids[number], id));
        }
        if (duplicate) {
            duplicates++;
        }
        lastAckNanos = nowNanos;
    }

    /** Notes that a publish was refused, or its answer did not come. */
    synchronized void refused(String code) {
        refusals.merge(code, 1, Integer::sum);
    }

    synchronized int sent() {
        return sent;
    }

    synchronized int highestAcknowledged() {
        return highestAcknowledged;
    }

    synchronized int acknowledged() {
        return acknowledged;
    }

    /** Whether a number was acknowledged. */
    synchronized boolean isAcknowledged(int number) {
        return ids[number] != NONE;
    }

    /** When the last acknowledgement came, by {@link System#nanoTime}. */
    synchronized long lastAckNanos() {
        return lastAckNanos;
    }

    /** For people. */
    @Override
    public synchronized String toString() {
        return publisher + ": sent=" + sent + " acknowledged=" + acknowledged + " up to " + highestAcknowledged
                + " refused=" + refusals;
    }

    synchronized Page page() {
        return new Page(
                publisher,
                keyed,
                LongBuffer.wrap(Arrays.copyOf(ids, sent + 1)).asReadOnlyBuffer(),
                IntBuffer.wrap(Arrays.copyOf(connections, sent + 1)).asReadOnlyBuffer(),
                acknowledged,
                duplicates,
                Map.copyOf(refusals),
                List.copyOf(contradictions));
    }
}
