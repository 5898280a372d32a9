package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.fanfare.testkit.client.EventStream.Dispatched;
import org.fanfare.testkit.client.Http;
import org.fanfare.testkit.client.Message;
import org.fanfare.testkit.client.Publish;
import org.fanfare.testkit.client.SseLink;
import org.fanfare.testkit.client.WebSocketLink;
import org.fanfare.testkit.server.FanfareServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("R22: a client hears goodbye, and where to go on, before the server closes its connection")
@Timeout(300)
class GoodbyeIT {
    private static final String TOPIC = "it.goodbye";
    private static final int POLL_WAIT_SECONDS = 55;
    private static final int READINGS = 200;
    private static final int ATTEMPTS = 100_000;

    private final HttpClient polls =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private @Nullable FanfareServer running;

    /** A client of each transport, all of whom have one event. */
    private static final class Clients {
        private final WebSocketLink socket;
        private final WebSocketLink batches;
        private final SseLink stream;
        private final CompletableFuture<HttpResponse<String>> poll;
        private final String eventId;

        Clients(FanfareServer server, HttpClient polls) {
            Http http = new Http(server.http());
            socket = subscribed(server, TOPIC, WebSocketLink.PLAIN);
            batches = subscribed(server, TOPIC, WebSocketLink.BATCH);
            stream = SseLink.open(http.request("api/events?topic=" + TOPIC));
            stream.next("welcome");
            eventId = http.publish(Publish.of(TOPIC, "1")).eventId();
            socket.next("data");
            batches.next("data");
            String cursor = proven(http, stream.next("message").lastId());
            poll = polls.sendAsync(
                    http.request("api/poll?topic=" + TOPIC + "&wait=" + POLL_WAIT_SECONDS + "&since=" + cursor)
                            .build(),
                    BodyHandlers.ofString());
            try (WebSocketLink watch = subscribed(server, "server.*.connections", WebSocketLink.PLAIN)) {
                boolean waits = false;
                for (int reading = 0; reading < READINGS && !waits; reading++) {
                    waits = watch.next("data").json().getJsonObject("payload").getInt("poll") > 0;
                }
                assertTrue(waits, "the poll does not wait");
            }
        }

        /** A cursor that the node resumes: within the second in which it became ready none proves anything. */
        private static String proven(Http http, String since) {
            String cursor = since;
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                JsonObject answer = Http.reply(http.get("api/poll?topic=" + TOPIC + "&wait=0&since=" + cursor))
                        .json();
                cursor = answer.getString("cursor");
                if (!answer.containsKey("gap")) {
                    return cursor;
                }
            }
            throw new AssertionError("each cursor is told of a gap: " + cursor);
        }

        private static WebSocketLink subscribed(FanfareServer server, String topic, String protocol) {
            WebSocketLink link = WebSocketLink.open(server.http(), "ws", protocol);
            link.send("{\"action\":\"subscribe\",\"topic\":\"" + topic + "\"}");
            link.next("ack");
            return link;
        }

        void allHeardGoodbye() throws Exception {
            for (WebSocketLink link : List.of(socket, batches)) {
                Message goodbye = link.next("goodbye");
                assertEquals("draining", goodbye.text("reason"));
                assertTrue(goodbye.json().getInt("retry_after") >= 0);
                assertTrue(goodbye.text("cursor").contains(nodeOf(eventId)));
                assertEquals(1012, link.closeCode());
            }
            Dispatched goodbye = stream.next("goodbye");
            assertTrue(goodbye.ownId());
            assertEquals(Message.of(goodbye.data(), null).text("cursor"), goodbye.lastId());
            assertEquals(Message.of(goodbye.data(), null).json().getInt("retry_after"), goodbye.retry());
            assertEquals(Message.CLOSED, stream.next().name());
            HttpResponse<String> answer = poll.get(20, TimeUnit.SECONDS);
            assertEquals(200, answer.statusCode());
            assertTrue(answer.body().contains("\"events\":[]"), answer.body());
        }
    }

    private FanfareServer started() {
        FanfareServer starting = FanfareServer.named("goodbye")
                .property("fanfare.telemetry.interval", "100ms")
                .start()
                .awaitReady();
        running = starting;
        return starting;
    }

    @AfterEach
    void stop() {
        if (running != null) {
            running.stop();
        }
    }

    @Test
    void whenTheServerIsStopped() throws Exception {
        FanfareServer server = started();
        Clients clients = new Clients(server, polls);

        server.stop();

        clients.allHeardGoodbye();
    }

    @Test
    void whenTheApplicationIsUndeployedAndWhenItIsDeployedAnew() throws Exception {
        FanfareServer server = started();
        Clients clients = new Clients(server, polls);

        server.undeploy();
        clients.allHeardGoodbye();

        server.redeploy();
        server.awaitReady();
        Clients again = new Clients(server, polls);
        server.redeploy();
        again.allHeardGoodbye();
    }

    @Test
    @Tag("wildfly")
    void whenTheServerIsSuspendedAndAfterItsResumptionItServesAgain() throws Exception {
        FanfareServer server = started();
        Clients clients = new Clients(server, polls);

        server.manage(":suspend");
        clients.allHeardGoodbye();
        server.manage(":resume");
        server.awaitReady();

        Clients again = new Clients(server, polls);
        assertNotEquals(nodeOf(clients.eventId), nodeOf(again.eventId));
    }

    private static String nodeOf(String eventId) {
        return eventId.substring(0, eventId.indexOf('-'));
    }
}
