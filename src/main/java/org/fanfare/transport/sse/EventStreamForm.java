package org.fanfare.transport.sse;

import java.nio.charset.StandardCharsets;
import org.fanfare.event.Event;
import org.fanfare.session.Batch;
import org.fanfare.session.Frame;
import org.jspecify.annotations.Nullable;

/** Writes a batch as {@code text/event-stream} (WHATWG HTML section 9.2.5). */
enum EventStreamForm implements Batch.Form {
    /** Each event under its kind. */
    NAMED,
    /** All events as {@code message}, for those who listen to one name only. */
    UNNAMED;

    private static final String RETRY = "retry: 2000\n";

    @Override
    public byte[] encode(Batch batch) {
        StringBuilder text = new StringBuilder();
        for (Frame frame : batch.frames()) {
            append(frame, text);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A stream that ends at once: a browser's EventSource retries after no status but 200. */
    static String farewell(String goodbye, long retryMillis) {
        return "retry: " + retryMillis + "\nevent: goodbye\ndata: " + goodbye + "\n\n";
    }

    private void append(Frame frame, StringBuilder text) {
        String cursor = frame.cursor();
        if (cursor != null) {
            text.append("id: ").append(cursor).append('\n');
        }
        if (frame.kind() == Frame.Kind.ACK) {
            text.append('\n');
            return;
        }
        if (frame.kind() == Frame.Kind.WELCOME) {
            text.append(RETRY);
        }
        if (frame.retryMillis() >= 0) {
            text.append("retry: ").append(frame.retryMillis()).append('\n');
        }
        String name = nameOf(frame);
        if (name != null) {
            text.append("event: ").append(name).append('\n');
        }
        text.append("data: ").append(frame.text()).append("\n\n");
    }

    private @Nullable String nameOf(Frame frame) {
        return switch (frame.kind()) {
            case WELCOME -> "welcome";
            case HEARTBEAT -> "heartbeat";
            case GAP -> "gap";
            case GOODBYE -> "goodbye";
            case ERROR -> "refused";
            case ROOM_JOINED -> "room.joined";
            case ROOM_LEFT -> "room.left";
            case PRESENCE -> "presence";
            case EVENT -> kindOf(frame.event());
            case ACK, ANSWER -> null;
        };
    }

    private @Nullable String kindOf(@Nullable Event event) {
        return this == UNNAMED || event == null ? null : event.publication().kind();
    }
}
