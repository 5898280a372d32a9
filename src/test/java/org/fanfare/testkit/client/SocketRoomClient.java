package org.fanfare.testkit.client;

import java.net.URI;

/** A member over WebSocket. */
final class SocketRoomClient extends RoomClient {
    private final WebSocketClient client;

    SocketRoomClient(URI base, String room, String subprotocol) {
        super(base, room);
        client = new WebSocketClient(base, subprotocol);
    }

    private Reply ask(String action, String members) {
        return client.answer(client.send(action, "\"room\":" + JsonText.quote(room) + members));
    }

    @Override
    Reply enter(String members) {
        return ask("join", members.isEmpty() ? "" : "," + members);
    }

    @Override
    public void listen() {
        // The connection listens already.
    }

    @Override
    public Reply leave() {
        return ask("leave", "");
    }

    @Override
    public Reply say(String word, String data, boolean echo) {
        return ask(word, ",\"data\":" + data + (echo ? ",\"echo\":true" : ""));
    }

    @Override
    public Message take() {
        return client.take();
    }

    @Override
    public void disconnect() {
        client.disconnect();
    }
}
