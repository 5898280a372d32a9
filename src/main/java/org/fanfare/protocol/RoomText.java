package org.fanfare.protocol;

import org.fanfare.event.Event;
import org.fanfare.event.Publication;

/** The text of a word to a room's members: made once per event, however many read it. */
public final class RoomText {
    private static final int FRAME_CHARS = 192;

    private RoomText() {}

    /** A word as its members get it; give it to {@link Event#roomText}. The data goes through as it is. */
    public static String of(Event event) {
        Publication publication = event.publication();
        String kind = publication.kind();
        String room = Names.room(publication.topic());
        String data = publication.payload();
        return JsonWriter.message(kind == null ? Names.NO_KIND : kind, FRAME_CHARS + room.length() + data.length())
                .plain("room", room)
                .plain("id", event.id().toString())
                .raw("data", data)
                .string("user", publication.user())
                .time("timestamp", event.timestampMillis())
                .plain("trace_id", publication.traceId())
                .end();
    }
}
