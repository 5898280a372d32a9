package org.fanfare.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.fanfare.event.Cursor;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.session.Frame;
import org.fanfare.topic.Topic;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R3: a cursor never overtakes what it covers")
class R3QueuePlaceTest {
    private static final String TOPIC = "market.a";

    private final TestNode node = TestNode.standard();

    /** Each cursor handed out covers no event that is received after it. */
    private static void assertNothingOvertaken(TestClient client) {
        List<Frame> received = client.connection().received();
        for (int i = 0; i < received.size(); i++) {
            Cursor cursor = TestClient.cursorIn(received.get(i));
            for (Frame later : received.subList(i, received.size())) {
                if (cursor != null && later.event() != null) {
                    long seq = later.event().id().seq();
                    assertTrue(seq > cursor.seen("thisnode"), "covered by a cursor before it: " + seq);
                }
            }
        }
    }

    @Test
    @DisplayName("schedule 8: a ping's cursor waits behind the events that it covers")
    void aPingTakesItsPlaceBehindQueuedEvents() {
        TestClient client = node.webSocket().subscribe(TOPIC);
        client.connection().finishingByHand();
        node.sayTimes(2, TOPIC);
        node.pass(TestNode.MAX_STALL.minusSeconds(1));
        client.connection().finishWrite();
        node.turn();
        node.sayTimes(3, TOPIC);
        for (int second = 0; second < 8; second++) {
            node.pass(Duration.ofSeconds(1));
            node.say(TOPIC);
            client.connection().finishWrite();
            node.turn();
        }
        client.finishAll();

        assertTrue(client.told().contains("ping"));
        assertNothingOvertaken(client);
    }

    @Test
    void aGapTakesItsPlaceBehindQueuedEvents() {
        node.place("othernode", "market.b", "1");
        TestClient client = node.webSocket().subscribe(TOPIC);
        client.connection().finishingByHand();
        node.sayTimes(3, TOPIC);

        node.lose("othernode", 2, 2);
        node.say(TOPIC);
        client.finishAll();

        assertEquals(
                List.of("ack replayed=0", "thisnode-1", "thisnode-2", "thisnode-3", "gap lost", "thisnode-4"),
                client.told());
        assertEquals(
                Map.of("thisnode", 3L, "othernode", 2L),
                client.cursorOf(Frame.Kind.GAP).seen());
    }

    @Test
    void theAckOfASubscribeComesAfterTheLastReplayedEvent() {
        node.sayTimes(100, TOPIC);
        TestClient client = node.webSocket();
        client.connection().finishingByHand();

        client.subscribeSince(new Cursor(Map.of(), TestNode.STAMP), TOPIC);
        node.say(TOPIC);
        client.finishAll();

        assertEquals("ack recovered=true replayed=101", client.told().get(101));
        assertEquals(101, client.cursorOf(Frame.Kind.ACK).seen("thisnode"));
    }

    @Test
    @DisplayName("schedule 11: the ack of one's own publish overtakes no event and hands out no cursor")
    void theAckOfAPublishHandsOutNoCursor() {
        TestClient client = TestClient.stream(node, null, TOPIC);
        client.connection().finishingByHand();
        node.sayTimes(5, TOPIC);

        client.send(new ClientMessage.Publish("7", new Topic(TOPIC), "1", null, null, null, null));
        Cursor before = client.resumeFrom();
        client.finishAll();

        assertEquals(0, before.seen("thisnode"));
        Frame ack = client.connection().received().stream()
                .filter(frame -> frame.kind() == Frame.Kind.ACK && frame.text().contains("event_id"))
                .findFirst()
                .orElseThrow();
        assertEquals(null, ack.cursor());
        assertEquals(6, client.events().size());
        assertEquals(6, client.resumeFrom().seen("thisnode"));
    }

    @Test
    void theIdOfEachEventOfAStreamCoversThatEventAndNoneBehindIt() {
        TestClient client = TestClient.stream(node, null, "**");
        client.connection().finishingByHand();
        for (int i = 0; i < 10; i++) {
            node.say(TOPIC);
            node.place("othernode", "market.b", "1");
        }
        client.finishAll();

        for (Frame frame : client.connection().received()) {
            if (frame.event() != null && frame.cursor() != null) {
                Cursor cursor = Cursor.parse(frame.cursor());
                assertEquals(
                        frame.event().id().seq(), cursor.seen(frame.event().id().node()));
            }
        }
        assertEquals(20, client.events().size());
    }

    @Test
    void theGapOfDroppedEventsOfAReplayCoversNoneThatIsStillToCome() {
        TestNode small = TestNode.with().outbox(8, 1 << 16, 1).build();
        small.sayTimes(4, "latest.a");
        TestClient client = small.webSocket();
        client.connection().finishingByHand();
        client.subscribeSince(new Cursor(Map.of(), TestNode.STAMP), "latest.a");

        small.sayTimes(6, "latest.a");
        client.finishAll();

        assertTrue(client.told().contains("gap slow"), client.told().toString());
        assertNothingOvertaken(client);
    }
}
