package org.fanfare.transport.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import org.fanfare.hub.Hub;

/** The WebSocket boundary for one room, which the connection joins at once. One instance per connection. */
@ServerEndpoint(
        value = "/ws/{room}",
        subprotocols = {"fanfare.v1.batch", "fanfare.v1"},
        encoders = BatchEncoder.class,
        decoders = ClientMessageDecoder.class,
        configurator = Endpoints.class)
@SuppressWarnings("NullAway.Init") // set by who makes it; the container then calls opened() before any other method
public class RoomEndpoint {
    Hub hub;
    WebSockets sockets;

    private WebSocketClient client;

    @OnOpen
    public void opened(jakarta.websocket.Session socket, @PathParam("room") String room) {
        client = WebSocketClient.open(hub, sockets, socket, room);
    }

    @OnMessage
    public void text(String part, boolean last) {
        client.text(part, last);
    }

    @OnMessage
    public void binary(ByteBuffer part, boolean last) {
        client.binary();
    }

    @OnMessage
    public void pong(PongMessage message) {
        client.pong();
    }

    @OnClose
    public void closed(CloseReason reason) {
        client.closed(reason.getCloseCode());
    }

    @OnError
    public void failed(Throwable cause) {
        client.failed(cause);
    }
}
