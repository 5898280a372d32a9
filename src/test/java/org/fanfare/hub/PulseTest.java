package org.fanfare.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.fanfare.event.Cursor;
import org.fanfare.protocol.CloseCode;
import org.fanfare.session.Frame;
import org.junit.jupiter.api.Test;

/** Heartbeats, silence, stalls, and the end of a poll's wait. */
class PulseTest {
    private static final String TOPIC = "market.a";
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestNode node = TestNode.standard();

    private static long pings(TestClient client) {
        return client.told().stream().filter("ping"::equals).count();
    }

    @Test
    void aPingComesOnceInEachHeartbeat() {
        TestClient client = node.webSocket();

        node.pass(TestNode.HEARTBEAT);
        assertEquals(1, pings(client));
        node.hub().heard(client.session());
        node.pass(TestNode.HEARTBEAT);

        assertEquals(2, pings(client));
        assertEquals(2, client.connection().pings());
    }

    @Test
    void aSilentWebSocketIsClosed() {
        TestClient client = node.webSocket();

        node.pass(TestNode.HEARTBEAT.multipliedBy(2));
        assertNull(client.closedWith());
        node.pass(TestNode.HEARTBEAT.multipliedBy(2));

        assertEquals(CloseCode.HEARTBEAT_MISSED, client.closedWith());
        assertTrue(node.holdsNothing());
    }

    @Test
    void aClientThatOnlyListensAndAnswersPingFramesLives() {
        TestClient client = node.webSocket().subscribe(TOPIC);

        int answered = 0;
        for (int second = 0; second < 200; second++) {
            node.pass(SECOND);
            if (client.connection().pings() > answered) {
                answered = client.connection().pings();
                node.hub().heard(client.session());
            }
        }

        assertNull(client.closedWith());
    }

    @Test
    void aClientThatListensLivesThoughAWriteIsUnderWayWheneverItsHeartbeatIsDue() {
        TestClient client = node.webSocket().subscribe(TOPIC);
        client.connection().finishingByHand();
        node.say(TOPIC);

        int answered = 0;
        for (int second = 0; second < 100; second++) {
            node.pass(SECOND);
            node.say(TOPIC);
            client.connection().finishWrite();
            node.turn();
            if (client.connection().pings() > answered) {
                answered = client.connection().pings();
                node.hub().heard(client.session());
            }
            node.say(TOPIC);
        }

        assertNull(client.closedWith());
        assertTrue(answered >= 8, "ping frames: " + answered);
    }

    @Test
    void anEventStreamLivesWithoutBeingHeard() {
        TestClient client = TestClient.stream(node, null, TOPIC);

        node.pass(Duration.ofMinutes(5));

        assertNull(client.closedWith());
        assertEquals(30, pings(client));
    }

    @Test
    void aWriteThatStallsEndsTheSessionAndFreesItsMemory() {
        TestClient client = node.webSocket().subscribe(TOPIC);
        client.connection().finishingByHand();
        node.sayTimes(3, TOPIC);
        assertFalse(client.session().outbox().isEmpty());

        node.pass(TestNode.MAX_STALL.plus(SECOND));

        assertEquals(CloseCode.TOO_SLOW, client.closedWith());
        assertTrue(client.session().outbox().isEmpty());
        assertEquals(0, client.session().outbox().bytes());
        assertTrue(node.holdsNothing());
    }

    @Test
    void aWriteThatStallsIsFoundByTheNextHeartbeatThoughNothingWaitsBehindIt() {
        TestClient client = TestClient.stream(node, null, TOPIC);
        client.connection().finishingByHand();
        node.say(TOPIC);

        node.pass(TestNode.HEARTBEAT.plus(TestNode.MAX_STALL).plus(SECOND));

        assertEquals(CloseCode.TOO_SLOW, client.closedWith());
    }

    @Test
    void aSlowWriteThatEndsInTimeIsNoStall() {
        TestClient client = node.webSocket().subscribe(TOPIC);
        client.connection().finishingByHand();
        for (int i = 0; i < 4; i++) {
            node.sayTimes(2, TOPIC);
            node.pass(TestNode.MAX_STALL.minus(SECOND));
            client.connection().finishWrite();
            node.turn();
        }

        assertNull(client.closedWith());
    }

    @Test
    void aPollWithoutAnEventIsAnsweredAfterItsWaitWithTheCursorOfThen() {
        node.say(TOPIC);
        node.pass(SECOND);
        TestClient poll = TestClient.poll(node, node.position(), 3, 100, TOPIC);
        node.say("market.b");

        node.pass(Duration.ofSeconds(2));
        assertFalse(poll.connection().isOver());
        node.pass(SECOND);

        assertTrue(poll.connection().isOver());
        assertEquals(List.of(), poll.events());
        assertEquals(node.position().seen(), poll.resumeFrom().seen());
        assertTrue(node.holdsNothing());
    }

    @Test
    void aPollIsAnsweredByItsFirstEvent() {
        node.say(TOPIC);
        TestClient poll = TestClient.poll(node, node.position(), 30, 100, TOPIC);

        node.say(TOPIC);

        assertTrue(poll.connection().isOver());
        assertEquals(List.of("thisnode-2"), poll.events());
        assertEquals(node.position(), poll.resumeFrom());
        assertTrue(node.holdsNothing());
    }

    @Test
    void aPollWithoutCursorIsAnsweredAtOnceWithThePresentOne() {
        node.say(TOPIC);

        TestClient poll = TestClient.poll(node, null, 30, 100, TOPIC);

        assertTrue(poll.connection().isOver());
        assertEquals(node.position(), poll.resumeFrom());
    }

    @Test
    void aHeartbeatCarriesTheCursorOfWhatWentBefore() {
        TestClient client = node.webSocket().subscribe(TOPIC);
        node.sayTimes(3, TOPIC);

        node.pass(TestNode.HEARTBEAT);

        Cursor cursor = client.cursorOf(Frame.Kind.HEARTBEAT);
        assertEquals(node.position().seen(), cursor.seen());
    }
}
