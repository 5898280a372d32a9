package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.fanfare.testkit.Until;
import org.fanfare.testkit.broker.ArtemisBroker;
import org.fanfare.testkit.client.Http;
import org.fanfare.testkit.client.Publish;
import org.fanfare.testkit.client.Reply;
import org.fanfare.testkit.client.WebSocketLink;
import org.fanfare.testkit.server.FanfareServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("R13, R14, R15: what a publisher is told by one node of two, with and without their broker")
@Timeout(400)
@SuppressWarnings("NullAway.Init") // made before the tests
class PublishOutcomeIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static ArtemisBroker broker;
    private static FanfareServer first;
    private static FanfareServer second;

    private final Http here = new Http(first.http());
    private final Http there = new Http(second.http());
    private final String topic = Gateway.fresh();

    @BeforeAll
    static void start() {
        broker = ArtemisBroker.start("publish-outcome-broker", 0);
        first = node("publish-outcome-1").awaitReady();
        second = node("publish-outcome-2").awaitReady();
    }

    private static FanfareServer node(String name) {
        return FanfareServer.named(name)
                .broker(broker.port())
                .property("fanfare.cluster.publish-wait", "2s")
                .start();
    }

    @AfterAll
    static void stop() {
        first.kill();
        second.kill();
        broker.close();
    }

    private static WebSocketLink subscriber(FanfareServer node, String topic) {
        WebSocketLink link = WebSocketLink.open(node.http(), "ws", WebSocketLink.PLAIN);
        link.send("{\"action\":\"subscribe\",\"topic\":\"" + topic + "\"}");
        link.next("ack");
        return link;
    }

    @Test
    void aPublishIsAnsweredWhenItCameBackAndARepetitionOnTheOtherNodeIsKnown() {
        try (WebSocketLink subscriber = subscriber(second, topic)) {
            String id = here.publish(Publish.of(topic, "1").key("k")).eventId();
            Reply repeated = there.publish(Publish.of(topic, "1").key("k"));
            String last = there.publish(Publish.of(topic, "2")).eventId();

            assertEquals(id, repeated.eventId());
            assertTrue(repeated.duplicate());
            assertEquals(id, subscriber.next("data").id());
            assertEquals(last, subscriber.next("data").id());
        }
    }

    @Test
    void severalPublishesAreAnsweredTogetherAndEnterInTheirOrder() {
        try (WebSocketLink subscriber = subscriber(second, topic)) {
            String item = "{\"topic\":\"" + topic + "\",\"payload\":";

            HttpResponse<String> answer = here.postJson(
                    "api/publish", "[" + item + "1,\"key\":\"k\"}," + item + "2}," + item + "3,\"key\":\"l\"}]");

            assertEquals(200, answer.statusCode());
            assertEquals(3, answer.body().split("\"status\":202", -1).length - 1, answer.body());
            for (int payload = 1; payload <= 3; payload++) {
                assertEquals(payload, subscriber.next("data").number());
            }
        }
    }

    @Test
    void withoutTheBrokerTheOutcomeIsOpenAndARepetitionSettlesIt() throws InterruptedException {
        try (WebSocketLink subscriber = subscriber(second, topic)) {
            broker.kill();
            HttpResponse<String> open = here.postJson(Http.topicPath(topic), "1", "Idempotency-Key", "k");
            broker.start();

            assertEquals(503, open.statusCode());
            assertTrue(open.headers().firstValue("Retry-After").isPresent());
            assertTrue(open.body().contains("\"code\":\"UNAVAILABLE\""), open.body());
            Until.holds(
                    "the publish is settled",
                    LIMIT,
                    () -> here.publish(Publish.of(topic, "1").key("k")).code() == null);
            String id = here.publish(Publish.of(topic, "1").key("k")).eventId();
            assertEquals(id, subscriber.next("data").id());
            String last = here.publish(Publish.of(topic, "2")).eventId();
            assertEquals(last, subscriber.next("data").id());
        }
    }
}
