package org.fanfare.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.fanfare.event.Cursor;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.protocol.CloseCode;
import org.junit.jupiter.api.Test;

/** A fault in what concerns one session never ends the service of the others. */
class ShardTest {
    private static final String TOPIC = "market.a";

    @Test
    void aConnectionThatThrowsEndsItsSessionAlone() {
        TestNode node = TestNode.standard();
        TestClient faulty = node.webSocket().subscribe(TOPIC);
        TestClient other = node.webSocket().subscribe(TOPIC);
        faulty.connection().failWith(new IllegalStateException("the socket is in another state"));

        node.sayTimes(2, TOPIC);

        assertEquals(CloseCode.INTERNAL, faulty.closedWith());
        assertEquals(List.of("thisnode-1", "thisnode-2"), other.events());
    }

    @Test
    void aReaperThatRefusesEndsNothingElse() {
        TestNode node = TestNode.with()
                .outbox(2, 1 << 16, 1 << 16)
                .reaper(close -> {
                    throw new RejectedExecutionException("full");
                })
                .build();
        List<TestClient> slow = List.of(node.webSocket(), node.webSocket());
        slow.forEach(client -> client.connection().finishingByHand());
        slow.forEach(client -> client.subscribe(TOPIC));
        TestClient other = node.webSocket().subscribe(TOPIC);

        node.sayTimes(3, TOPIC);

        assertTrue(slow.stream().allMatch(client -> client.session().isClosed()));
        assertEquals(List.of("thisnode-1", "thisnode-2", "thisnode-3"), other.events());
    }

    @Test
    void aPayloadThatCannotBeReadIsToldAsALoss() {
        TestNode node = TestNode.standard();
        TestClient filtering = node.webSocket().subscribe(TestClient.where("n", 1), TOPIC);
        TestClient other = node.webSocket().subscribe(TOPIC);

        node.place("othernode", TOPIC, "{\"n\"");
        node.place("othernode", TOPIC, "{\"n\":1}");

        assertEquals(List.of("ack replayed=0", "gap lost", "othernode-2"), filtering.told());
        assertTrue(other.told().contains("othernode-2"));
        other.subscribeSince(new Cursor(Map.of(), TestNode.STAMP), "market.*");
        assertTrue(other.told().contains("gap market.* unproven"), other.told().toString());
    }

    @Test
    void aClientThatIsTooSlowForAGapTakesItFromNobodyElse() {
        TestNode node = TestNode.with().outbox(64, 600, 600).build();
        node.place("othernode", "other.topic", "1");
        TestClient slow = node.webSocket();
        slow.connection().finishingByHand();
        slow.subscribe(TOPIC);
        List<TestClient> others = List.of(node.webSocket(), node.webSocket());
        others.forEach(other -> other.subscribe(TOPIC));
        while (slow.session().outbox().bytes() < 500) {
            slow.send(new ClientMessage.Ping(null, "\"" + "x".repeat(40) + "\""));
        }

        node.lose("othernode", 2, 3);

        assertEquals(CloseCode.TOO_SLOW, slow.closedWith());
        for (TestClient other : others) {
            assertEquals(List.of("ack replayed=0", "gap lost"), other.told());
            assertNull(other.closedWith());
        }
    }

    @Test
    void aHubThatClosesEndsAllSessions() {
        TestNode node = TestNode.with().shards(2).build();
        List<TestClient> clients = List.of(node.webSocket(), node.webSocket(), node.webSocket(), node.webSocket());

        node.hub().close();
        node.hub().shards().forEach(Shard::run);

        clients.forEach(client -> assertEquals(CloseCode.GOING_AWAY, client.closedWith()));
        assertTrue(node.holdsNothing());
    }
}
