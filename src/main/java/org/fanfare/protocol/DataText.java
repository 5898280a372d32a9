package org.fanfare.protocol;

import org.fanfare.event.Event;
import org.fanfare.event.Publication;

/** The text of the hot message, {@code data}: made once per event, however many read it. */
public final class DataText {
    private static final int FRAME_CHARS = 192;

    private DataText() {}

    /** An event as a {@code data} message; give it to {@link Event#wireText}. The payload goes through as it is. */
    public static String of(Event event) {
        Publication publication = event.publication();
        String topic = publication.topic().name();
        String payload = publication.payload();
        return JsonWriter.message("data", FRAME_CHARS + topic.length() + payload.length())
                .plain("topic", topic)
                .plain("id", event.id().toString())
                .plain("event", publication.kind())
                .raw("payload", payload)
                .time("timestamp", event.timestampMillis())
                .string("user", publication.user())
                .plain("trace_id", publication.traceId())
                .end();
    }
}
