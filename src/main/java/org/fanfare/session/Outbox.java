package org.fanfare.session;

import java.util.ArrayList;
import java.util.List;
import org.fanfare.event.GapReason;
import org.fanfare.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one client, in the order in which it will leave (R24). Bounded in events and bytes. Used by the session's shard
 * alone. An empty outbox holds no memory.
 */
public final class Outbox {
    private static final int FIRST_CAPACITY = 4;
    private static final Frame[] NONE = {};

    private final OutboxLimits limits;
    private @Nullable Frame[] slots = NONE;
    private int head;
    private int size;
    private int events;
    private long eventBytes;
    private long otherBytes;
    private boolean dropped;

    public Outbox(OutboxLimits limits) {
        this.limits = limits;
    }

    /**
     * Appends a frame.
     *
     * @return false if the client is too slow for it: nothing was appended, and the session must end
     */
    public boolean offer(Frame frame) {
        if (frame.event() == null) {
            if (!fits(frame)) {
                return false;
            }
            append(frame);
            return true;
        }
        if (frame.policy() == SlowPolicy.CONFLATE) {
            removeOlder(frame);
        }
        while (isOver(frame) && events > 0) {
            if (frame.policy() != SlowPolicy.DROP_OLDEST || !dropOldest()) {
                return false;
            }
        }
        append(frame);
        return true;
    }

    private boolean isOver(Frame frame) {
        return events + 1 > limits.maxEvents() || eventBytes + frame.bytes() > limits.maxBytes();
    }

    /** How many events a replay may add, at least one, if it may add to what waits. */
    public int replayRoom() {
        return Math.max(1, limits.maxEvents() / 2 - events);
    }

    /** Whether a replay may add to what waits: it leaves half of the room to live events. */
    public boolean hasReplayRoom() {
        return events < limits.maxEvents() / 2 && eventBytes < limits.maxBytes() / 2;
    }

    /** Whether a frame may be appended without being past the bounds; always, if nothing of its kind waits. */
    public boolean fits(Frame frame) {
        if (frame.event() == null) {
            return otherBytes == 0 || otherBytes + frame.bytes() <= limits.maxBytes();
        }
        return events == 0 || !isOver(frame);
    }

    private void removeOlder(Frame frame) {
        for (int i = 0; i < size; i++) {
            if (frame.conflates(get(i))) {
                remove(i);
                return;
            }
        }
    }

    /** Puts a gap in the place of the oldest event that may be dropped, or moves the gap before it. */
    private boolean dropOldest() {
        for (int i = 0; i < size; i++) {
            Frame oldest = get(i);
            String cursor = oldest.cursor();
            if (oldest.event() == null || oldest.policy() != SlowPolicy.DROP_OLDEST || cursor == null) {
                continue;
            }
            String text = new ServerMessage.Gap(null, cursor, GapReason.SLOW.text()).text();
            dropped = true;
            count(oldest, -1);
            set(i, Frame.of(Frame.Kind.GAP, text, cursor));
            count(get(i), 1);
            if (i > 0 && get(i - 1).kind() == Frame.Kind.GAP) {
                remove(i - 1);
            }
            return true;
        }
        return false;
    }

    /** Tells, once, whether an event was dropped. */
    public boolean takeDropped() {
        boolean was = dropped;
        dropped = false;
        return was;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** How many frames wait. */
    public int size() {
        return size;
    }

    /** What waits, in order; none if it is more than so many. */
    public List<Frame> frames(int max) {
        return size > max ? List.of() : List.copyOf(copy(size));
    }

    /** How many bytes wait. */
    public long bytes() {
        return eventBytes + otherBytes;
    }

    /**
     * Takes what goes out together: the first frames up to the bound of a write, at least one.
     *
     * @param memo the batch taken last for any session, used again if it holds the same frames
     */
    public Batch take(@Nullable Batch memo) {
        int taken = 0;
        long bytes = 0;
        while (taken < size && (taken == 0 || bytes + get(taken).bytes() <= limits.maxWriteBytes())) {
            bytes += get(taken++).bytes();
        }
        Batch batch = memo != null && isFirst(memo.frames(), taken) ? memo : new Batch(copy(taken));
        removeFirst(taken);
        return batch;
    }

    /** Drops all that waits, and its memory. */
    public void clear() {
        slots = NONE;
        head = 0;
        size = 0;
        events = 0;
        eventBytes = 0;
        otherBytes = 0;
    }

    private boolean isFirst(List<Frame> frames, int count) {
        if (frames.size() != count) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (frames.get(i) != get(i)) {
                return false;
            }
        }
        return true;
    }

    private List<Frame> copy(int count) {
        List<Frame> frames = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            frames.add(get(i));
        }
        return frames;
    }

    private void removeFirst(int count) {
        for (int i = 0; i < count; i++) {
            count(get(0), -1);
            slots[head] = null;
            head = (head + 1) & (slots.length - 1);
            size--;
        }
        if (size == 0 && slots.length > FIRST_CAPACITY) {
            slots = NONE;
            head = 0;
        }
    }

    private void append(Frame frame) {
        if (size == slots.length) {
            grow();
        }
        slots[(head + size++) & (slots.length - 1)] = frame;
        count(frame, 1);
    }

    private void grow() {
        @Nullable Frame[] next = new Frame[Math.max(FIRST_CAPACITY, size * 2)];
        for (int i = 0; i < size; i++) {
            next[i] = get(i);
        }
        slots = next;
        head = 0;
    }

    private void remove(int index) {
        count(get(index), -1);
        for (int i = index; i < size - 1; i++) {
            set(i, get(i + 1));
        }
        slots[(head + --size) & (slots.length - 1)] = null;
    }

    private void count(Frame frame, int sign) {
        if (frame.event() == null) {
            otherBytes += (long) sign * frame.bytes();
        } else {
            events += sign;
            eventBytes += (long) sign * frame.bytes();
        }
    }

    private Frame get(int index) {
        Frame frame = slots[(head + index) & (slots.length - 1)];
        if (frame == null) {
            throw new IndexOutOfBoundsException(index);
        }
        return frame;
    }

    private void set(int index, Frame frame) {
        slots[(head + index) & (slots.length - 1)] = frame;
    }
}
