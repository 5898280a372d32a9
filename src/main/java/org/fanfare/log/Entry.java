package org.fanfare.log;

import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.jspecify.annotations.Nullable;

/** One place in the node log: an event, a range that was lost, or an event that is hidden. The links are guarded by the log. */
public final class Entry {
    private static final int OVERHEAD_BYTES = 320;

    private final long offset;
    private final @Nullable Event event;
    private final @Nullable LostRange lost;
    private final @Nullable EventId hidden;
    private final long stampSeconds;
    private final long arrivedNanos;
    private final int bytes;

    boolean retained;
    boolean unread;

    @Nullable
    Entry older;

    @Nullable
    Entry newer;

    @Nullable
    TopicLog topicLog;

    private Entry(
            long offset,
            @Nullable Event event,
            @Nullable LostRange lost,
            @Nullable EventId hidden,
            long stampSeconds,
            long arrivedNanos) {
        this.offset = offset;
        this.event = event;
        this.lost = lost;
        this.hidden = hidden;
        this.stampSeconds = stampSeconds;
        this.arrivedNanos = arrivedNanos;
        this.bytes = OVERHEAD_BYTES
                + (event == null
                        ? 0
                        : event.topic().name().length() + 2 * event.payload().length());
    }

    /** The place of an event; of one that is for nodes alone only the number is taken. */
    static Entry of(long offset, Event event, long stampSeconds, long arrivedNanos) {
        if (event.publication().handling().isPresence()) {
            return of(offset, event.id(), stampSeconds, arrivedNanos);
        }
        return new Entry(offset, event, null, null, stampSeconds, arrivedNanos);
    }

    static Entry of(long offset, LostRange lost, long stampSeconds, long arrivedNanos) {
        return new Entry(offset, null, lost, null, stampSeconds, arrivedNanos);
    }

    static Entry of(long offset, EventId hidden, long stampSeconds, long arrivedNanos) {
        return new Entry(offset, null, null, hidden, stampSeconds, arrivedNanos);
    }

    /** The place in the log: 0, 1, 2 … in order of arrival on this node. */
    public long offset() {
        return offset;
    }

    /** The event, or null if there is none here. */
    public @Nullable Event event() {
        return event;
    }

    /** The lost range, or null if none was lost here. */
    public @Nullable LostRange lost() {
        return lost;
    }

    /** The event of which only the number is taken here, so that cursors pass it; or null. */
    public @Nullable EventId hidden() {
        return hidden;
    }

    /** When the node stood here, in seconds since 1970-01-01T00:00Z; never smaller than that of an earlier entry. */
    public long stampSeconds() {
        return stampSeconds;
    }

    long arrivedNanos() {
        return arrivedNanos;
    }

    /** What the entry holds of memory, estimated. */
    int bytes() {
        return bytes;
    }

    Event eventOrThrow() {
        Event e = event;
        if (e == null) {
            throw new IllegalStateException("entry " + offset + " holds no event");
        }
        return e;
    }

    TopicLog topicLogOrThrow() {
        TopicLog t = topicLog;
        if (t == null) {
            throw new IllegalStateException("entry " + offset + " belongs to no topic");
        }
        return t;
    }
}
