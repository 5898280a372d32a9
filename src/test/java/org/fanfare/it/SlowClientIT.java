package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.fanfare.testkit.client.RawSocket;
import org.fanfare.testkit.client.Subscription;
import org.fanfare.testkit.client.TestClient;
import org.fanfare.testkit.client.Transport;
import org.fanfare.testkit.client.WebSocketLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that stops reading is put off to a later resume; the others notice nothing and the memory stays. */
@Timeout(120)
class SlowClientIT {
    private static final int RECEIVE_BUFFER_BYTES = 4_096;
    private static final int EVENTS = 1_000;
    /** So many events fill less than an outbox: the others are not slow. */
    private static final int WINDOW = 4;
    /** More than the kernel keeps for one connection, and then more than an outbox holds. */
    private static final String FILLER = "x".repeat(32_000);

    /** The end of a body; the connection may stay (RFC 9112 section 7.1). */
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

    private static final String LAST = "\"LAST\"";

    private final String topic = Gateway.fresh();

    @Test
    void aStalledWebSocketIsEvicted() {
        try (RawSocket stalled =
                RawSocket.open(Gateway.base(), RECEIVE_BUFFER_BYTES).handshake(Gateway.base(), WebSocketLink.PLAIN)) {
            stalled.text("{\"action\":\"subscribe\",\"topic\":\"" + topic + "\"}");
            stalled.next("ack");

            floodWhileOthersRead();

            assertEvicted(stalled, "");
        }
    }

    @Test
    void aStalledEventStreamIsEvicted() {
        try (RawSocket stalled = RawSocket.open(Gateway.base(), RECEIVE_BUFFER_BYTES)) {
            stalled.send(
                    "GET " + Gateway.base().getPath() + "api/events?topic=" + topic + " HTTP/1.1\r\nHost: x\r\n\r\n");
            stalled.readHead();
            StringBuilder opening = new StringBuilder();
            while (opening.indexOf("welcome") < 0) {
                opening.append(new String(stalled.read(1), StandardCharsets.UTF_8));
            }

            floodWhileOthersRead();

            assertEvicted(stalled, LAST_CHUNK);
        }
    }

    private void floodWhileOthersRead() {
        long heapBefore = HeapProbe.usedBytes(Gateway.pid());
        try (BulkPublisher publisher = new BulkPublisher(Gateway.base());
                TestClient socket = reader(Transport.WEBSOCKET);
                TestClient stream = reader(Transport.SSE);
                TestClient poll = reader(Transport.POLL)) {
            for (int n = 1; n <= EVENTS; n++) {
                publisher.send(topic, "{\"n\":" + n + ",\"filler\":\"" + FILLER + "\"}");
                if (n % WINDOW == 0) {
                    publisher.awaitAcks();
                    for (int read = n - WINDOW + 1; read <= n; read++) {
                        for (TestClient reader : new TestClient[] {socket, stream, poll}) {
                            assertEquals(
                                    read,
                                    reader.event().payload().asJsonObject().getInt("n"));
                        }
                    }
                }
            }
            publisher.send(topic, LAST);
            publisher.awaitAcks();
        }
        // The log keeps 100 of the events.
        long growth = HeapProbe.usedBytes(Gateway.pid()) - heapBefore;
        assertTrue(growth < 16L << 20, "the heap grew by " + growth + " bytes");
    }

    private TestClient reader(Transport transport) {
        TestClient reader = transport.client(Gateway.base());
        reader.subscribe(Subscription.to(topic)).accepted();
        return reader;
    }

    /** It gets what the kernel held, and then the end instead of the rest. */
    private static void assertEvicted(RawSocket stalled, String mark) {
        String rest = stalled.readToEnd(mark);
        assertFalse(rest.contains(LAST), "it got all " + EVENTS + " events");
        assertTrue(rest.length() < EVENTS * FILLER.length() / 2, "it was served " + rest.length() + " bytes");
    }
}
