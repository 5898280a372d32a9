package org.fanfare.testkit.client;

import java.net.URI;
import org.fanfare.testkit.client.EventStream.Dispatched;
import org.jspecify.annotations.Nullable;

/** A member that listens to an event stream. */
final class StreamRoomClient extends HttpRoomClient {
    private @Nullable SseLink stream;

    StreamRoomClient(URI base, String room) {
        super(base, room);
    }

    @Override
    public void listen() {
        disconnect();
        SseLink opened =
                SseLink.open(http.request("api/events/" + Http.encode(room) + "?member=" + Http.encode(token())));
        stream = opened;
        opened.next("welcome");
    }

    @Override
    Message next() {
        SseLink open = stream;
        if (open == null) {
            throw new AssertionError("no stream");
        }
        for (Dispatched event = open.next(); ; event = open.next()) {
            if (event.name().equals(Message.CLOSED)) {
                return Message.closed(event.data());
            }
            if (!event.name().equals("heartbeat")) {
                return Message.of(event.data(), event.lastId());
            }
        }
    }

    @Override
    public void disconnect() {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }
}
