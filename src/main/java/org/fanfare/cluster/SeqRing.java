package org.fanfare.cluster;

import java.util.List;
import org.fanfare.event.Event;
import org.jspecify.annotations.Nullable;

/** The newest events of one stream, by number, without holes but for numbers that hold no event. Guarded by the member. */
final class SeqRing {
    private static final int FIRST_CAPACITY = 16;

    private @Nullable Event[] slots = new Event[FIRST_CAPACITY];
    /** The size of each event, noted because events that leave have long left the processor's cache. */
    private int[] sizes = new int[FIRST_CAPACITY];

    private long first;
    private long end;
    private long bytes;

    /**
     * Creates an empty ring.
     *
     * @param next the number that comes next
     */
    SeqRing(long next) {
        this.first = next;
        this.end = next;
    }

    /** The first number that it holds. */
    long first() {
        return first;
    }

    /** The number after the last one that it holds. */
    long end() {
        return end;
    }

    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return first == end;
    }

    /** Adds an event; after a number that was left out it begins anew. */
    void add(Event event) {
        long seq = event.id().seq();
        if (seq != end) {
            dropBelow(end);
            first = seq;
            end = seq;
        }
        if (end - first == slots.length) {
            grow();
        }
        int slot = slot(end++);
        slots[slot] = event;
        sizes[slot] = Sizes.of(event);
        bytes += sizes[slot];
    }

    /** The event of a number, or null if it is not held. */
    @Nullable
    Event get(long seq) {
        return seq >= first && seq < end ? slots[slot(seq)] : null;
    }

    /** Lets go of one event whose number stays. */
    void clear(long seq) {
        bytes -= size(seq);
        if (seq >= first && seq < end) {
            slots[slot(seq)] = null;
        }
    }

    /** The bytes of the event of a number, or 0 if it is not held. */
    int size(long seq) {
        return get(seq) == null ? 0 : sizes[slot(seq)];
    }

    /** Copies the events from one number to another, as far as they are held. */
    void copy(long from, long to, List<Event> into) {
        for (long seq = Math.max(from, first); seq <= to && seq < end; seq++) {
            Event event = slots[slot(seq)];
            if (event != null) {
                into.add(event);
            }
        }
    }

    void dropBelow(long seq) {
        while (first < end && first < seq) {
            dropFirst();
        }
    }

    void dropFirst() {
        clear(first);
        first++;
    }

    private void grow() {
        @Nullable Event[] larger = new Event[slots.length * 2];
        int[] largerSizes = new int[larger.length];
        for (long seq = first; seq < end; seq++) {
            int slot = (int) seq & (larger.length - 1);
            larger[slot] = slots[slot(seq)];
            largerSizes[slot] = sizes[slot(seq)];
        }
        slots = larger;
        sizes = largerSizes;
    }

    private int slot(long seq) {
        return (int) seq & (slots.length - 1);
    }
}
