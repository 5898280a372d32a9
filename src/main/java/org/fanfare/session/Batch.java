package org.fanfare.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one write. Shared by the sessions that wait for the same frames, so that they are joined and encoded once. Used by
 * one shard and, once written, read by any thread.
 */
public final class Batch {

    /** A way to turn a batch into bytes. Compared by identity. */
    @FunctionalInterface
    public interface Form {
        byte[] encode(Batch batch);
    }

    /** The bytes of one form, and of the others asked for before. */
    private static final class Encoded {
        private final Form form;
        private final byte[] bytes;
        private final @Nullable Encoded next;

        Encoded(Form form, byte[] bytes, @Nullable Encoded next) {
            this.form = form;
            this.bytes = bytes;
            this.next = next;
        }
    }

    private final List<Frame> frames;
    private final int answers;
    private final boolean heartbeat;
    private @Nullable String joined;
    private @Nullable Encoded encoded;

    Batch(List<Frame> frames) {
        this.frames = List.copyOf(frames);
        this.answers = (int) frames.stream().filter(Frame::isAnswer).count();
        this.heartbeat = frames.stream().anyMatch(frame -> frame.kind() == Frame.Kind.HEARTBEAT);
    }

    public List<Frame> frames() {
        return frames;
    }

    /** Whether it is a whole replay: events, and the ack after the last of them. */
    public boolean isReplay() {
        int last = frames.size() - 1;
        return last > 0
                && frames.get(last).kind() == Frame.Kind.ACK
                && frames.subList(0, last).stream().allMatch(frame -> frame.kind() == Frame.Kind.EVENT);
    }

    /** The bytes of all texts in UTF-8. */
    public long bytes() {
        return frames.stream().mapToLong(Frame::bytes).sum();
    }

    /** Whether all frames are events. */
    public boolean isEvents() {
        return frames.stream().allMatch(frame -> frame.kind() == Frame.Kind.EVENT);
    }

    /** How many of the frames answer a message of the client. */
    public int answers() {
        return answers;
    }

    /** Whether one of the frames is a heartbeat. */
    public boolean hasHeartbeat() {
        return heartbeat;
    }

    /** The frames' texts, parted by line feeds. */
    public String joined() {
        String text = joined;
        if (text == null) {
            text = join();
            joined = text;
        }
        return text;
    }

    private String join() {
        if (frames.size() == 1) {
            return frames.get(0).text();
        }
        StringBuilder text = new StringBuilder(
                frames.stream().mapToInt(frame -> frame.text().length() + 1).sum());
        for (Frame frame : frames) {
            if (!text.isEmpty()) {
                text.append('\n');
            }
            text.append(frame.text());
        }
        return text.toString();
    }

    /** The batch as bytes; encoded once for the same form, so the caller must not change them. */
    public byte[] encoded(Form wanted) {
        for (Encoded known = encoded; known != null; known = known.next) {
            if (known.form == wanted) {
                return known.bytes;
            }
        }
        byte[] bytes = wanted.encode(this);
        encoded = new Encoded(wanted, bytes, encoded);
        return bytes;
    }
}
