package org.fanfare.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fanfare.event.Cursor;
import org.fanfare.protocol.CloseCode;
import org.fanfare.session.Frame;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "R2: what a cursor covers ahead of the log is skipped, and kept in the cursors handed out until the log passes it")
class R2AheadTest {
    private static final String TOPIC = "market.a";
    private static final String OTHER = "othernode";

    private final TestNode node = TestNode.standard();

    private static Cursor other(long seq) {
        return new Cursor(Map.of(OTHER, seq), TestNode.STAMP);
    }

    private void placeTimes(int times, String topic) {
        for (int i = 0; i < times; i++) {
            node.place(OTHER, topic, "1");
        }
    }

    @Test
    void whatIsCoveredIsSkippedWhileOtherStreamsDoNotWait() {
        placeTimes(1, TOPIC);
        TestClient client = node.webSocket().subscribeSince(other(3), TOPIC);

        node.say(TOPIC);
        placeTimes(3, TOPIC);

        assertEquals(List.of("ack recovered=true replayed=0", "thisnode-1", OTHER + "-4"), client.told());
    }

    @Test
    void theCursorKeepsThePartAheadUntilTheLogHasPassedIt() {
        TestClient client = TestClient.stream(node, other(3), TOPIC);
        assertEquals(Map.of(OTHER, 3L), client.resumeFrom().seen());

        placeTimes(2, "market.b");
        node.say(TOPIC);
        assertEquals(Map.of(OTHER, 3L, "thisnode", 1L), client.resumeFrom().seen());
        placeTimes(2, "market.b");
        node.say(TOPIC);

        assertEquals(Map.of(OTHER, 4L, "thisnode", 2L), client.resumeFrom().seen());
        assertEquals(List.of("thisnode-1", "thisnode-2"), client.events());
    }

    @Test
    void aStreamOfWhichTheLogKnowsNothingStaysInTheCursor() {
        TestClient client = TestClient.stream(node, other(7), TOPIC);

        node.say(TOPIC);
        node.pass(TestNode.HEARTBEAT);

        assertEquals(
                Map.of(OTHER, 7L, "thisnode", 1L),
                client.cursorOf(Frame.Kind.HEARTBEAT).seen());
    }

    @Test
    void sessionsWithoutAPartAheadShareTheirFrames() {
        TestClient ahead = TestClient.stream(node, other(3), TOPIC);
        TestClient one = TestClient.stream(node, null, TOPIC);
        TestClient two = TestClient.stream(node, null, TOPIC);

        node.say(TOPIC);

        assertEquals(one.last(), two.last());
        assertEquals(Map.of("thisnode", 1L), one.resumeFrom().seen());
        assertEquals(Map.of(OTHER, 3L, "thisnode", 1L), ahead.resumeFrom().seen());
    }

    @Test
    void theCursorIsOfEachStreamTheLeastOfWhatTheSubscriptionsHave() {
        TestClient client = node.webSocket().subscribeSince(other(5), TOPIC).subscribeSince(other(3), "market.b");

        assertEquals(Map.of(OTHER, 3L), client.cursorOf(Frame.Kind.ACK).seen());
        placeTimes(4, TOPIC);
        node.pass(TestNode.HEARTBEAT);

        assertEquals(Map.of(OTHER, 4L), client.cursorOf(Frame.Kind.HEARTBEAT).seen());
    }

    @Test
    void aSubscriptionWithoutCursorBeginsWhereTheSessionIs() {
        TestClient client = node.webSocket().subscribeSince(other(3), TOPIC).subscribe("market.b");

        placeTimes(4, "market.b");

        assertEquals(List.of(OTHER + "-4"), client.events());
        assertEquals(Map.of(OTHER, 3L), client.cursorOf(Frame.Kind.ACK).seen());
    }

    @Test
    void aPingDuringAReplayKeepsThePartAhead() {
        node.sayTimes(100, "market.b");
        TestClient client = node.webSocket().subscribeSince(other(3), TOPIC);
        client.connection().finishingByHand();
        client.subscribeSince(new Cursor(Map.of(OTHER, 3L), TestNode.STAMP), "market.b");

        node.pass(TestNode.HEARTBEAT.dividedBy(2));
        client.connection().finishWrite();
        node.pass(TestNode.HEARTBEAT.dividedBy(2));
        client.finishAll();

        assertEquals(
                Map.of(OTHER, 3L, "thisnode", 100L),
                client.cursorOf(Frame.Kind.HEARTBEAT).seen());
    }

    @Test
    void theGapOfDroppedEventsKeepsThePartAhead() {
        TestNode small = TestNode.with().outbox(2, 1 << 16, 1 << 16).build();
        TestClient client = small.webSocket().subscribeSince(other(3), "latest.a");
        client.connection().finishingByHand();

        small.sayTimes(5, "latest.a");
        client.finishAll();

        assertEquals(
                Map.of(OTHER, 3L, "thisnode", 3L),
                client.cursorOf(Frame.Kind.GAP).seen());
    }

    @Test
    void aLossThatTheCursorCoversIsNotTold() {
        TestClient ahead = node.webSocket().subscribeSince(other(3), TOPIC);
        TestClient behind = node.webSocket().subscribeSince(other(2), TOPIC);

        node.lose(OTHER, 1, 3);

        assertEquals(List.of("ack recovered=true replayed=0"), ahead.told());
        assertEquals(List.of("ack recovered=true replayed=0", "gap lost"), behind.told());
    }

    @Test
    void noCursorNamesMoreStreamsThanACursorMay() {
        Map<String, Long> forgotten = new HashMap<>();
        for (int i = 0; i < Cursor.MAX_NODES; i++) {
            forgotten.put("deadnode" + i, 5L);
        }
        node.sayTimes(3, TOPIC);
        node.place(OTHER, TOPIC, "1");

        TestClient client = TestClient.stream(node, new Cursor(forgotten, TestNode.STAMP), TOPIC);
        node.say(TOPIC);

        List<String> cursors = new ArrayList<>();
        for (Frame frame : client.connection().received()) {
            String cursor = frame.cursor();
            if (cursor != null) {
                cursors.add(cursor);
                assertTrue(Cursor.parse(cursor).seen().size() <= Cursor.MAX_NODES);
            }
        }
        assertEquals(7, cursors.size());
        assertEquals(4, client.resumeFrom().seen("thisnode"));
        assertEquals(1, client.resumeFrom().seen(OTHER));
        assertEquals(null, client.closedWith());
    }

    @Test
    void pagesOfAHistoryKeepThePartAhead() {
        Past past = node.hub().history(new org.fanfare.topic.Topic(TOPIC), 10, other(3));

        assertEquals(Map.of(OTHER, 3L), past.cursor().seen());
    }

    @Test
    void aSlowClientThatResumesOnAnotherNodeMissesNothing() {
        TestNode second = TestNode.with().name("node0002").timeOf(node).build();
        TestNode small = TestNode.with()
                .name("node0003")
                .outbox(2, 1 << 16, 1 << 16)
                .timeOf(node)
                .build();
        TestClient client = TestClient.stream(small, null, TOPIC);
        client.connection().finishingByHand();
        for (int i = 0; i < 3; i++) {
            second.place(OTHER, TOPIC, "1");
        }
        for (int i = 0; i < 4; i++) {
            small.place(OTHER, TOPIC, "1");
        }
        assertEquals(CloseCode.TOO_SLOW, client.closedWith());

        TestClient again = TestClient.stream(second, client.resumeFrom(), TOPIC);
        second.place(OTHER, TOPIC, "1");

        assertEquals(List.of(OTHER + "-1", OTHER + "-2", OTHER + "-3", OTHER + "-4"), again.events());
    }
}
