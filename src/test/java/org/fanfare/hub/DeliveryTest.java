package org.fanfare.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
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
}
