package org.fanfare.testkit.client;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;

/** A member that polls. */
final class PollRoomClient extends HttpRoomClient {
    private static final int WAIT_SECONDS = 10;

    private final Deque<Message> ahead = new ArrayDeque<>();
    private String cursor = "";

    PollRoomClient(URI base, String room) {
        super(base, room);
    }

    @Override
    public void listen() {
        disconnect();
        poll(0);
    }

    private void poll(int waitSeconds) {
        String since = cursor.isEmpty() ? "" : "&since=" + Http.encode(cursor);
        var response =
                Http.send(http.request("api/poll?topic=" + Http.encode("room:" + room) + "&wait=" + waitSeconds + since)
                        .header(MEMBER, token()));
        JsonObject answer = Http.reply(response).accepted().json();
        cursor = answer.getString("cursor");
        JsonObject gap = answer.getJsonObject("gap");
        if (gap != null) {
            ahead.add(new Message("gap", gap, response.body(), null));
        }
        for (JsonValue event : answer.getJsonArray("events")) {
            ahead.add(Message.of(event.asJsonObject(), response.body(), null));
        }
    }

    @Override
    Message next() {
        for (int attempts = 0; ahead.isEmpty(); attempts++) {
            if (attempts == 2) {
                throw new AssertionError("nothing in " + attempts + " polls of " + WAIT_SECONDS + " s");
            }
            poll(WAIT_SECONDS);
        }
        return ahead.remove();
    }

    @Override
    public void disconnect() {
        ahead.clear();
    }
}
