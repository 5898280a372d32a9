package org.fanfare.cluster;

import java.util.List;
import org.fanfare.event.Event;
import org.jspecify.annotations.Nullable;

/** The newest events of one stream, by number, without holes but for numbers that hold no event. Guarded by the member. */
final class SeqRing {
    private static final int FIRST_CAPACITY = 16;

    private @Nullable Event[] slots = new Event[FIRST_CAPACITY];
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
        slots[slot(end++)] = event;
        bytes += Sizes.of(event);
    }

    /** The event of a number, or null if it is not held. */
    @Nullable
    Event get(long seq) {
        return seq >= first && seq < end ? slots[slot(seq)] : null;
    }

    /** Lets go of one event whose number stays. */
    void clear(long seq) {
        Event event = get(seq);
        if (event != null) {
            bytes -= Sizes.of(event);
            slots[slot(seq)] = null;
        }
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
        for (long seq = first; seq < end; seq++) {
            larger[(int) seq & (larger.length - 1)] = slots[slot(seq)];
        }
        slots = larger;
    }

    private int slot(long seq) {
        return (int) seq & (slots.length - 1);
    }
}
