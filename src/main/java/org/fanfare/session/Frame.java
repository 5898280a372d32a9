package org.fanfare.session;

import org.fanfare.event.Event;
import org.fanfare.protocol.JsonText;
import org.jspecify.annotations.Nullable;

/** One message to clients in its wire form, shared by all sessions that it goes to. Immutable. */
public class Frame {

    /** What a frame is, for the transports that name it. */
    public enum Kind {
        WELCOME,
        EVENT,
        ACK,
        GAP,
        HEARTBEAT,
        ERROR,
        /** The answer to a query: pong, history. */
        ANSWER,
        GOODBYE,
        ROOM_JOINED,
        ROOM_LEFT,
        PRESENCE
    }

    private final Kind kind;
    private final String text;
    private final int bytes;
    private final @Nullable String cursor;
    private final @Nullable Event event;
    private final SlowPolicy policy;
    private final boolean answer;

    private Frame(
            Kind kind,
            String text,
            int bytes,
            @Nullable String cursor,
            @Nullable Event event,
            SlowPolicy policy,
            boolean answer) {
        this.kind = kind;
        this.text = text;
        this.bytes = bytes;
        this.cursor = cursor;
        this.event = event;
        this.policy = policy;
        this.answer = answer;
    }

    /**
     * A frame of an event.
     *
     * @param cursor the cursor of a client that has all up to here, or null if nobody will ask
     */
    public static Frame of(Event event, String text, @Nullable String cursor, SlowPolicy policy) {
        int bytes = event.wireBytes(text, JsonText::utf8Bytes);
        return new Frame(Kind.EVENT, text, bytes, cursor, event, policy, false);
    }

    /** A frame of a word as a room's members get it. */
    public static Frame word(Event event, String text, @Nullable String cursor, SlowPolicy policy) {
        int bytes = event.roomBytes(text, JsonText::utf8Bytes);
        return new Frame(Kind.EVENT, text, bytes, cursor, event, policy, false);
    }

    /** A frame of a message that the server sends of its own accord. */
    public static Frame of(Kind kind, String text, @Nullable String cursor) {
        return new Frame(kind, text, JsonText.utf8Bytes(text), cursor, null, SlowPolicy.DISCONNECT, false);
    }

    /** A frame that answers one message of the client. */
    public static Frame answer(Kind kind, String text, @Nullable String cursor) {
        return new Frame(kind, text, JsonText.utf8Bytes(text), cursor, null, SlowPolicy.DISCONNECT, true);
    }

    /**
     * A frame that asks the client to go elsewhere.
     *
     * @param cursor from which it goes on there
     * @param retryMillis when, in milliseconds from now
     */
    public static Frame goodbye(String text, String cursor, long retryMillis) {
        return new Goodbye(text, cursor, retryMillis);
    }

    /** The same event with the cursor of one session. */
    public Frame withCursor(String own) {
        return new Frame(kind, text, bytes, own, event, policy, answer);
    }

    public Kind kind() {
        return kind;
    }

    /** The JSON text, without a line feed. */
    public String text() {
        return text;
    }

    /** The length of the text in UTF-8. */
    public int bytes() {
        return bytes;
    }

    /** The cursor of a client that has all up to here, or null where it is not handed out. */
    public @Nullable String cursor() {
        return cursor;
    }

    /** The event, or null in other frames. */
    public @Nullable Event event() {
        return event;
    }

    public SlowPolicy policy() {
        return policy;
    }

    /** Whether it answers a message of the client: then that message waits no longer once this has left. */
    public boolean isAnswer() {
        return answer;
    }

    /** When the client is to come back after this frame, in milliseconds from now; -1 if it does not say so. */
    public long retryMillis() {
        return -1;
    }

    private static final class Goodbye extends Frame {
        private final long retryMillis;

        Goodbye(String text, String cursor, long retryMillis) {
            super(Kind.GOODBYE, text, JsonText.utf8Bytes(text), cursor, null, SlowPolicy.DISCONNECT, false);
            this.retryMillis = retryMillis;
        }

        @Override
        public long retryMillis() {
            return retryMillis;
        }
    }

    /** Tells whether this frame takes the other's place under conflation. */
    boolean conflates(Frame older) {
        if (policy != SlowPolicy.CONFLATE || event == null || older.event == null) {
            return false;
        }
        String key = event.publication().conflateKey();
        return key != null
                && key.equals(older.event.publication().conflateKey())
                && event.topic().equals(older.event.topic());
    }
}
