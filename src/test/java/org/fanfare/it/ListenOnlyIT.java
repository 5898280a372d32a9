package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.fanfare.testkit.client.Http;
import org.fanfare.testkit.client.Message;
import org.fanfare.testkit.client.Publish;
import org.fanfare.testkit.client.SseLink;
import org.fanfare.testkit.client.WebSocketLink;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that only listens lives on, past every timeout of the server. */
@Tag("long")
@Timeout(300)
class ListenOnlyIT {
    private static final Duration LISTEN = Duration.ofSeconds(200);

    private final Http http = new Http(Gateway.base());
    private final String topic = Gateway.fresh();

    @Test
    void aClientThatOnlyListensIsStillServedAfterThreeMinutes() {
        long begun = System.nanoTime();
        try (WebSocketLink socket = WebSocketLink.open(Gateway.base(), "ws", WebSocketLink.PLAIN);
                SseLink stream =
                        SseLink.open(http.request("api/events?topic=" + topic).timeout(LISTEN.multipliedBy(2)))) {
            socket.send("{\"action\":\"subscribe\",\"topic\":\"" + topic + "\"}");
            socket.next("ack");
            while (System.nanoTime() - begun < LISTEN.toNanos()) {
                socket.next("ping");
                stream.next("heartbeat");
            }

            String id = http.publish(Publish.of(topic, "1")).eventId();

            assertEquals(id, socket.next("data").id());
            assertEquals(id, Message.of(stream.next("message").data(), null).id());
        }
    }
}
