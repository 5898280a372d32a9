package org.fanfare.cluster;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.hub.PublishOutcome;

/**
 * The stream of this node on its way out: what is to be sent, what came back, and who waits for that (R13, R14, R19). Whatever did not
 * come back is sent again from there. Guarded by the member.
 */
final class OwnStream {
    private static final int MAX_LATE = 10_000;
    private static final int MAX_REFUSED = 10_000;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private record Waiting(EventId id, Consumer<PublishOutcome> done, long deadlineNanos) {}

    private final long maxBytes;
    private final SeqRing ring = new SeqRing(1);
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final List<Waiting> late = new ArrayList<>();
    private final NavigableSet<Long> refused = new TreeSet<>();
    private final Consumer<Runnable> afterwards;
    private long next = 1;
    private long heard;
    private long confirmed;
    private long unheardBytes;
    private long deafToHolesUntilBeat;
    private long singlyUntil;

    /**
     * Creates the stream of a run that begins.
     *
     * @param maxBytes most bytes of events kept to be sent again; what did not come back may fill half of it
     * @param afterwards takes calls to those who wait, to be made when no lock is held
     */
    OwnStream(long maxBytes, Consumer<Runnable> afterwards) {
        this.maxBytes = maxBytes;
        this.afterwards = afterwards;
    }

    /** Whether no more is taken until some of it came back. */
    boolean isFull() {
        return unheardBytes > maxBytes / 2;
    }

    /** Adds an event that has to be sent, and for which nobody waits. */
    void add(Event event) {
        ring.add(event);
        unheardBytes += Sizes.of(event);
        keepBound();
    }

    /** Adds an event that has to be sent. */
    void add(Event event, Consumer<PublishOutcome> done, long deadlineNanos) {
        add(event);
        waiting.add(new Waiting(event.id(), done, deadlineNanos));
    }

    /** Notes an event that nobody else is there to hear. */
    void addAlone(Event event) {
        long seq = event.id().seq();
        if (waiting.isEmpty() && heard == seq - 1) {
            ring.dropBelow(seq);
            next = seq + 1;
            heard = seq;
            confirmed = seq;
        } else {
            throw new IllegalStateException("events before " + event.id() + " have not come back");
        }
    }

    /** Whether all came back. */
    boolean isAllHeard() {
        return next == heard + 1 && (ring.isEmpty() || ring.end() == next);
    }

    /** The number of the last event that was sent. */
    long sent() {
        return next - 1;
    }

    /** The number up to which all came back. */
    long heard() {
        return heard;
    }

    boolean hasUnsent() {
        return next < ring.end();
    }

    /** The number that is to be sent next. */
    long next() {
        return next;
    }

    /** The next events to send, some of which may be more than a message holds, and no number that was refused among them. */
    List<Event> unsent(int maxEvents) {
        List<Event> batch = new ArrayList<>();
        long bytes = 0;
        int most = next <= singlyUntil ? 1 : maxEvents;
        for (long seq = next; batch.size() < most && bytes < Packer.MAX_BYTES; seq++) {
            Event event = ring.get(seq);
            if (event == null) {
                break;
            }
            bytes += Sizes.of(event);
            batch.add(event);
        }
        return batch;
    }

    /** So many from a number on are being sent; it does nothing if the next one is another by now. */
    void sending(long from, int count) {
        if (next == from) {
            next += count;
        }
    }

    /** What was sent from here on was not, or nobody knows. */
    void unsent(long from) {
        next = Math.min(next, Math.max(from, heard + 1));
    }

    /** A message of these events was refused: they are sent one by one, and one that is refused alone is lost under its number. */
    void refused(long from, int count) {
        if (count > 1) {
            singlyUntil = Math.max(singlyUntil, from + count - 1);
            unsent(from);
            return;
        }
        Event event = ring.get(from);
        if (event != null) {
            ring.clear(from);
            unheardBytes -= Sizes.of(event);
            answer(from, new PublishOutcome.TooLarge());
            ClusterLog.refused(event.id().node(), from);
            noteRefused(from);
        }
        unsent(from);
    }

    private void noteRefused(long seq) {
        refused.add(seq);
        if (refused.size() > MAX_REFUSED) {
            refused.pollFirst();
        }
    }

    /** The numbers of events that were refused alone, the last {@value #MAX_REFUSED}: though this node's log holds them, they are lost. */
    NavigableSet<Long> refused() {
        return refused;
    }

    private void answer(long seq, PublishOutcome outcome) {
        for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
            Waiting one = all.next();
            if (one.id().seq() == seq) {
                all.remove();
                afterwards.accept(() -> one.done().accept(outcome));
                return;
            }
        }
    }

    /**
     * Numbers came back.
     *
     * @param beat the number of the last beat that was made
     * @return whether there was a hole before them, so that what is missing is sent again
     */
    boolean heard(long from, long to, long beat) {
        if (from > heard + 1) {
            return goBack(beat);
        }
        for (long seq = heard + 1; seq <= to; seq++) {
            unheardBytes -= ring.size(seq);
        }
        heard = Math.max(heard, to);
        next = Math.max(next, heard + 1);
        keepBound();
        return false;
    }

    /** Lets go of the oldest that came back. */
    private void keepBound() {
        while (ring.bytes() > maxBytes && ring.first() <= heard) {
            ring.dropFirst();
        }
    }

    /**
     * A beat came back, and with it all that was sent before it, or it is lost.
     *
     * @return whether something was lost, so that it is sent again
     */
    boolean heardBeat(Message.Beat beat, long lastBeat) {
        if (beat.number() >= deafToHolesUntilBeat) {
            deafToHolesUntilBeat = 0;
        }
        return beat.lastSent() > heard && goBack(lastBeat);
    }

    /** Sends again from the first number that did not come back; not again before a beat that is sent from now on has come back. */
    private boolean goBack(long beat) {
        if (deafToHolesUntilBeat != 0 || next <= heard + 1) {
            return false;
        }
        next = heard + 1;
        deafToHolesUntilBeat = beat + 1;
        return true;
    }

    /** The cluster keeps all up to a number. */
    void confirm(long upTo) {
        if (upTo <= confirmed) {
            return;
        }
        confirmed = upTo;
        while (!waiting.isEmpty() && waiting.element().id().seq() <= upTo) {
            tellKept(waiting.remove());
        }
        for (Iterator<Waiting> all = late.iterator(); all.hasNext(); ) {
            Waiting one = all.next();
            if (one.id().seq() <= upTo) {
                all.remove();
                tellKept(one);
            }
        }
    }

    private void tellKept(Waiting one) {
        afterwards.accept(() -> one.done().accept(new PublishOutcome.Published(one.id(), false)));
    }

    /** Waits for an event that was numbered before. */
    void await(EventId id, Consumer<PublishOutcome> done, long deadlineNanos) {
        Waiting one = new Waiting(id, done, deadlineNanos);
        if (id.seq() <= confirmed) {
            tellKept(one);
        } else if (late.size() >= MAX_LATE) {
            tellUnavailable(one);
        } else {
            late.add(one);
        }
    }

    /** Answers those who have waited long enough. */
    void expire(long nowNanos) {
        while (!waiting.isEmpty() && nowNanos - waiting.element().deadlineNanos() >= 0) {
            tellUnavailable(waiting.remove());
        }
        for (Iterator<Waiting> all = late.iterator(); all.hasNext(); ) {
            Waiting one = all.next();
            if (nowNanos - one.deadlineNanos() < 0) {
                return;
            }
            all.remove();
            tellUnavailable(one);
        }
    }

    /** Answers all who wait: their outcome stays open. */
    void abandon() {
        waiting.forEach(this::tellUnavailable);
        waiting.clear();
        late.forEach(this::tellUnavailable);
        late.clear();
    }

    private void tellUnavailable(Waiting one) {
        afterwards.accept(() -> one.done().accept(new PublishOutcome.Unavailable(RETRY_AFTER)));
    }

    /** Lets go of what everybody has. */
    void dropUpTo(long seq) {
        ring.dropBelow(Math.min(seq, heard) + 1);
    }

    void copy(long from, long to, List<Event> into) {
        ring.copy(from, to, into);
    }

    /** How many publishes wait for their answer. */
    int waiting() {
        return waiting.size() + late.size();
    }

    long unheardBytes() {
        return unheardBytes;
    }
}
