package org.fanfare.it;

import java.net.URI;
import org.fanfare.testkit.client.JsonText;
import org.fanfare.testkit.client.Message;
import org.fanfare.testkit.client.WebSocketLink;

/** Publishes without waiting for each ack, over one WebSocket, so that the order is kept. For one thread. */
final class BulkPublisher implements AutoCloseable {
    private final WebSocketLink link;
    private int unacknowledged;

    BulkPublisher(URI base) {
        link = WebSocketLink.open(base, "ws", WebSocketLink.BATCH);
    }

    void send(String topic, String payload) {
        link.send("{\"action\":\"publish\",\"topic\":" + JsonText.quote(topic) + ",\"payload\":" + payload + "}");
        unacknowledged++;
    }

    /** Waits until all that was sent is acknowledged; a refusal fails. */
    void awaitAcks() {
        while (unacknowledged > 0) {
            Message message = link.next();
            if (message.type().equals("ack")) {
                unacknowledged--;
            } else if (message.type().equals("error") || message.type().equals(Message.CLOSED)) {
                throw new AssertionError(message.toString());
            }
        }
    }

    @Override
    public void close() {
        link.close();
    }
}
