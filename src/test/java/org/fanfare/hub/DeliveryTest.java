package org.fanfare.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import org.fanfare.event.Cursor;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.protocol.CloseCode;
import org.junit.jupiter.api.Test;

/** Who gets a live event. */
class DeliveryTest {
    private static final String TOPIC = "market.a";

    @Test
    void whoSubscribesGetsWhatIsPublishedAfter() {
        TestNode node = TestNode.standard();
        node.say(TOPIC);
        TestClient client = node.webSocket().subscribe(TOPIC);

        node.say(TOPIC);
        node.say("market.b");

        assertEquals(List.of("ack replayed=0", "thisnode-2"), client.told());
    }

    @Test
    void anEventThatMatchesTwiceComesOnce() {
        TestNode node = TestNode.standard();
        TestClient client = node.webSocket().subscribe("market.*", TOPIC, "**");

        node.say(TOPIC);

        assertEquals(List.of("thisnode-1"), client.events());
    }

    @Test
    void filtersOfOverlappingSubscriptionsAreAlternatives() {
        TestNode node = TestNode.standard();
        TestClient client = node.webSocket()
                .subscribe(TestClient.where("n", 1), "market.*")
                .subscribe(TestClient.where("n", 2), TOPIC);

        node.say(TOPIC, "{\"n\":1}");
        node.say(TOPIC, "{\"n\":2}");
        node.say(TOPIC, "{\"n\":3}");
        node.say("market.b", "{\"n\":2}");

        assertEquals(List.of("thisnode-1", "thisnode-2"), client.events());
    }

    @Test
    void aClientThatIsTooSlowForAnEventTakesItFromNobodyElse() {
        TestNode node = TestNode.with().outbox(2, 1 << 16, 1 << 16).build();
        TestClient slow = node.webSocket();
        slow.connection().finishingByHand();
        slow.subscribe(TOPIC);
        List<TestClient> others = List.of(node.webSocket(), node.webSocket(), node.webSocket());
        others.forEach(other -> other.subscribe(TOPIC));

        node.sayTimes(3, TOPIC);

        assertEquals(CloseCode.TOO_SLOW, slow.closedWith());
        for (TestClient other : others) {
            assertEquals(List.of("thisnode-1", "thisnode-2", "thisnode-3"), other.events());
            assertNull(other.closedWith());
        }
    }

    @Test
    void aBurstMakesNoClientTooSlowThatTakesWhatItIsGiven() {
        TestNode node = TestNode.with().shards(2).retaining(5_000).build();
        List<TestClient> clients = List.of(
                node.webSocket().subscribe(TOPIC),
                node.webSocket().subscribe("market.*"),
                TestClient.stream(node, null, TOPIC));
        TestClient resuming = node.webSocket();
        resuming.connection().finishingByHand();
        node.sayTimes(80, TOPIC);
        resuming.subscribeSince(new Cursor(Map.of(), TestNode.STAMP), TOPIC);
        resuming.connection().finishAtOnce();

        for (int i = 0; i < 2_000; i++) {
            node.publish(TOPIC, "1");
        }
        node.turn();

        for (TestClient client : clients) {
            assertNull(client.closedWith());
            assertEquals(2_080, client.events().size());
        }
        assertEquals(clients.get(0).events(), resuming.events());
    }

    @Test
    void answersAskedForAtOnceMakeNoClientTooSlowThatTakesThem() {
        TestNode node = TestNode.with().outbox(64, 1_000, 1_000).build();
        TestClient client = node.webSocket();
        for (int i = 0; i < 200; i++) {
            node.hub().receive(client.session(), new ClientMessage.Ping(null, "\"" + "x".repeat(50) + "\""));
        }

        node.turn();

        assertNull(client.closedWith());
        assertEquals(201, client.connection().received().size());
    }
}
