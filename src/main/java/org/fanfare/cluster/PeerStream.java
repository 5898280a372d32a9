package org.fanfare.cluster;

import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.fanfare.event.Event;
import org.fanfare.log.LostRange;
import org.jspecify.annotations.Nullable;

/**
 * The stream of one other node as it arrives: hands its events on in order and once, and holds back what comes after a hole (R16 to
 * R18). Guarded by the member.
 */
final class PeerStream {
    private final String node;
    private final long maxHeldBytes;
    private final Consumer<Event> place;
    private final NavigableMap<Long, Event> held = new TreeMap<>();
    private long heldBytes;
    private long last;
    private long told;
    private @Nullable Hole hole;

    /**
     * Creates a stream of which all up to a number was taken.
     *
     * @param last that number: 0 for a stream that begins (R17)
     * @param maxHeldBytes most bytes of events held back, estimated
     * @param place takes each event in order
     */
    PeerStream(String node, long last, long maxHeldBytes, Consumer<Event> place) {
        this.node = node;
        this.last = last;
        this.told = last;
        this.maxHeldBytes = maxHeldBytes;
        this.place = place;
    }

    String node() {
        return node;
    }

    /** The number up to which all was taken or given up. */
    long last() {
        return last;
    }

    /** Notes that numbers up to this one exist. */
    void told(long seq) {
        told = Math.max(told, seq);
    }

    /** Takes an event of the stream, in whatever order it comes. */
    void take(Event event) {
        long seq = event.id().seq();
        told(seq);
        if (seq <= last) {
            return;
        }
        if (seq == last + 1) {
            last = seq;
            place.accept(event);
            release();
        } else {
            hold(event);
        }
    }

    /** Past the bound the newest go: they are asked for again when the hole before them is closed. */
    private void hold(Event event) {
        if (held.putIfAbsent(event.id().seq(), event) == null) {
            heldBytes += Sizes.of(event);
        }
        while (heldBytes > maxHeldBytes) {
            heldBytes -= Sizes.of(held.pollLastEntry().getValue());
        }
    }

    private void release() {
        while (!held.isEmpty() && held.firstKey() <= last + 1) {
            Map.Entry<Long, Event> first = held.pollFirstEntry();
            heldBytes -= Sizes.of(first.getValue());
            if (first.getKey() == last + 1) {
                last = first.getKey();
                place.accept(first.getValue());
            }
        }
    }

    /** Gives up what is missing up to a number, but not what is held back beyond the first hole: what was given up, or null. */
    @Nullable
    LostRange giveUp(long to) {
        long end = held.isEmpty() ? to : Math.min(to, held.firstKey() - 1);
        if (end <= last) {
            return null;
        }
        return new LostRange(node, last + 1, end);
    }

    /** Passes numbers that were given up. */
    void pass(LostRange lost) {
        told(lost.to());
        last = Math.max(last, lost.to());
        Iterator<Map.Entry<Long, Event>> passed =
                held.headMap(last, true).entrySet().iterator();
        while (passed.hasNext()) {
            heldBytes -= Sizes.of(passed.next().getValue());
            passed.remove();
        }
        release();
    }

    /** The number of the first hole's last event, or the number up to which all was taken if there is no hole. */
    long holeEnd() {
        return held.isEmpty() ? Math.max(last, told) : held.firstKey() - 1;
    }

    /**
     * The first hole as it is now, or null if all that is known of was taken.
     *
     * @param firstAskNanos when a hole that was not there before is asked for
     * @param nextAskNanos when one is asked for of which a part has just come
     */
    @Nullable
    Hole hole(long firstAskNanos, long nextAskNanos) {
        long end = holeEnd();
        Hole before = hole;
        if (end <= last) {
            hole = null;
        } else if (before == null || before.to() <= last) {
            hole = new Hole(last + 1, end, firstAskNanos);
        } else if (before.from() != last + 1) {
            hole = new Hole(last + 1, end, nextAskNanos);
        } else {
            before.reaches(end);
        }
        return hole;
    }

    /** The hole as it was when it was last looked for. */
    @Nullable
    Hole hole() {
        return hole;
    }

    long heldBytes() {
        return heldBytes;
    }
}
