package org.fanfare.cluster;

import java.util.UUID;
import org.fanfare.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * Packs events into one message, each written once, until it holds {@value #MAX_EVENTS} of them or {@value #MAX_BYTES} bytes. One event
 * alone may be larger. For one message, and one thread at a time.
 */
final class Packer {
    static final int MAX_EVENTS = 256;
    static final int MAX_BYTES = 64 << 10;

    private static final int EXPECTED_BYTES = 4_096;

    private final WireWriter out = new WireWriter(EXPECTED_BYTES);
    private final Header header;
    private final int headerBytes;
    private final @Nullable Range range;
    private final int eventsAt;
    private long last;
    private int count;
    private boolean full;

    private Packer(Header header, boolean confirm, @Nullable Range range) {
        this.header = header;
        this.range = range;
        header.write(out);
        headerBytes = out.size();
        if (range == null) {
            Bodies.beginEvents(out, confirm);
        } else {
            Bodies.beginAnswer(out, range, 0);
            last = range.from() - 1;
        }
        eventsAt = out.size();
    }

    /**
     * Packs events of the sender's own stream, numbered without holes.
     *
     * @param confirm see {@link Message.Events}
     */
    static Packer events(Wire wire, String node, UUID nonce, boolean confirm) {
        return new Packer(wire.header(node, nonce), confirm, null);
    }

    /** Packs what is held of a range, by number: see {@link Message.Answer}. */
    static Packer answer(Wire wire, String node, UUID nonce, Range range) {
        return new Packer(wire.header(node, nonce), false, range);
    }

    /**
     * Adds an event, unless it has no room any more. The first one always has.
     *
     * @return whether it was added; once false, the message is full
     * @throws IllegalArgumentException if it is not the next event of the stream or of the range
     */
    boolean add(Event event) {
        if (full || count == MAX_EVENTS) {
            full = true;
            return false;
        }
        requireNext(event);
        int before = out.size();
        if (range == null) {
            EventFormat.write(out, event);
        } else {
            Bodies.answered(out, last, event);
        }
        if (out.size() > MAX_BYTES && count > 0) {
            out.truncate(before);
            full = true;
            return false;
        }
        last = event.id().seq();
        count++;
        return true;
    }

    private void requireNext(Event event) {
        long seq = event.id().seq();
        String stream = range == null ? header.node() : range.stream();
        boolean isNext = range == null ? count == 0 || seq == last + 1 : seq > last && seq <= range.to();
        if (!isNext || !event.id().node().equals(stream)) {
            throw new IllegalArgumentException("not the next event: " + event.id());
        }
    }

    int count() {
        return count;
    }

    /** The last number that the message speaks for: of its events, or, of an answer that is not full, of its range. */
    long last() {
        return range == null || full ? last : range.to();
    }

    /** The message with what was added. An answer without an event says that nothing of its range is held any more. */
    byte[] toMessage() {
        if (range == null) {
            patch(headerBytes, count == 0 ? 0 : last - count + 1);
        } else {
            patch(eventsAt, last());
        }
        return out.toBytes();
    }

    /** The header and the range of an answer both end with a number of a stream and how many events there are. */
    private void patch(int end, long seq) {
        out.patch64(end - Integer.BYTES - Long.BYTES, seq);
        out.patch32(end - Integer.BYTES, count);
    }
}
