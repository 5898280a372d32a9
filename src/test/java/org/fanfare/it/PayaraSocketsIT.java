package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.fanfare.testkit.Until;
import org.fanfare.testkit.client.Http;
import org.fanfare.testkit.client.JsonText;
import org.fanfare.testkit.client.RawSocket;
import org.fanfare.testkit.client.Subscription;
import org.fanfare.testkit.client.TestClient;
import org.fanfare.testkit.client.Transport;
import org.fanfare.testkit.server.FanfareServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How WebSockets are written on Payara: past Tyrus' endpoint, unless a setting says otherwise. */
@Tag("payara")
@Timeout(240)
class PayaraSocketsIT {
    private static final String DIRECT = "opened-direct";
    private static final String STANDARD = "opened-standard";
    private static final int SOCKETS = 20;
    private static final int EVENTS = 200;
    /** Some may wait to be collected or be under way; without the remedy there is one for each message. */
    private static final int FEW = 2 * SOCKETS;

    private static final int DROPPING = 40;
    private static final Duration REAPED = Duration.ofSeconds(30);

    private final String topic = Gateway.fresh();

    @Test
    void webSocketsAreWrittenPastTheEndpointAndLeaveNoTasks() throws InterruptedException {
        try (FanfareServer server = start(true)) {
            serveAll(server);

            assertEquals(SOCKETS + 1, count(server, "fanfare-websockets", DIRECT));
            assertEquals(0, count(server, "fanfare-websockets", STANDARD));
            long tasks = HeapProbe.instances(server.pid(), "org.glassfish.tyrus.core.TyrusSession$IdleTimeoutCommand");
            assertTrue(tasks <= FEW, tasks + " tasks of idle timers");
            assertDroppedClientsGo(server);
        }
    }

    @Test
    void theStandardWayServesAsWell() throws InterruptedException {
        try (FanfareServer server = start(false)) {
            serveAll(server);

            assertEquals(0, count(server, "fanfare-websockets", DIRECT));
            assertEquals(SOCKETS + 1, count(server, "fanfare-websockets", STANDARD));
            assertDroppedClientsGo(server);
        }
    }

    private static FanfareServer start(boolean direct) {
        return FanfareServer.named("payara-sockets")
                .property("fanfare.websocket.direct", Boolean.toString(direct))
                .property("fanfare.heartbeat.interval", "1s")
                .start()
                .awaitReady();
    }

    private void serveAll(FanfareServer server) {
        List<TestClient> clients = new ArrayList<>();
        try (BulkPublisher publisher = new BulkPublisher(server.http())) {
            for (int i = 0; i < SOCKETS; i++) {
                TestClient client = Transport.WEBSOCKET.client(server.http());
                client.subscribe(Subscription.to(topic)).accepted();
                clients.add(client);
            }
            for (int n = 0; n < EVENTS; n++) {
                publisher.send(topic, String.valueOf(n));
                publisher.awaitAcks();
                for (TestClient client : clients) {
                    assertEquals(String.valueOf(n), client.event().payload().toString());
                }
            }
        } finally {
            clients.forEach(TestClient::close);
        }
    }

    /** Tyrus does not tell of a client that drops while its messages are worked on: the heartbeat finds them. */
    private void assertDroppedClientsGo(FanfareServer server) throws InterruptedException {
        byte[] ping = RawSocket.frame(1, true, "{\"action\":\"ping\"}".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < DROPPING; i++) {
            try (RawSocket dropping = RawSocket.webSocket(server.http())) {
                dropping.text("{\"action\":\"subscribe\",\"topic\":\"" + topic + "\"}");
                for (int n = 0; n < 50; n++) {
                    dropping.offer(ping);
                }
            }
        }
        Until.holds("all who dropped are gone", REAPED, () -> count(server, "fanfare-hub", "sessions") == 0);
    }

    private static long count(FanfareServer server, String check, String key) {
        String health = Http.send(HttpRequest.newBuilder(server.health().resolve("ready")))
                .body();
        JsonObject found = JsonText.object(health).getJsonArray("checks").stream()
                .map(value -> value.asJsonObject())
                .filter(value -> value.getString("name").equals(check))
                .findFirst()
                .orElseThrow(() -> new AssertionError(health));
        // Payara writes numbers as strings.
        return Long.parseLong(
                String.valueOf(found.getJsonObject("data").get(key)).replace("\"", ""));
    }
}
