package org.fanfare.bench.floor;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bare WebSocket endpoint: {@code /ws?topic=NAME} listens, a text message {@code NAME LF PAYLOAD} publishes and is acknowledged.
 *
 * <p>The container makes one instance per connection.
 */
@ServerEndpoint("/ws")
public class FloorSocket {
    private static final SendHandler COUNT_FAILURES = result -> {
        if (!result.isOK()) {
            FloorTopic.FAILURES.increment();
        }
    };

    private @Nullable FloorTopic topic;
    private FloorTopic.@Nullable Listener listener;

    /** Starts to listen if the request names a topic, and says so. */
    @OnOpen
    public void opened(Session session) {
        List<String> names = session.getRequestParameterMap().getOrDefault("topic", List.of());
        if (!names.isEmpty()) {
            topic = FloorTopics.subscribed(names.get(0));
            listener = message -> session.getAsyncRemote().sendText(message.json(), COUNT_FAILURES);
            topic.add(listener);
            session.getAsyncRemote().sendText("{\"type\":\"ack\",\"action\":\"subscribe\"}", COUNT_FAILURES);
        }
    }

    /** Publishes a payload. */
    @OnMessage
    public void received(String message, Session session) {
        int end = message.indexOf('\n');
        if (end > 0) {
            FloorTopics.publish(message.substring(0, end), message.substring(end + 1));
            session.getAsyncRemote().sendText("{\"type\":\"ack\",\"action\":\"publish\"}", COUNT_FAILURES);
        }
    }

    /** Stops listening. */
    @OnClose
    public void closed() {
        if (topic != null && listener != null) {
            topic.remove(listener);
        }
    }
}
