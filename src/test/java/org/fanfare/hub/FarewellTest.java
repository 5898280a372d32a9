package org.fanfare.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fanfare.event.Cursor;
import org.fanfare.protocol.CloseCode;
import org.fanfare.session.Frame;
import org.fanfare.testkit.FakeConnection;
import org.fanfare.testkit.ManualClock;
import org.fanfare.topic.Filter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R22: clients are told goodbye before they are closed, in waves")
class FarewellTest {
    private static final String TOPIC = "market.a";
    private static final Duration OVER = Duration.ofSeconds(10);

    private final TestNode node = TestNode.standard();

    private void end(Duration over) {
        node.hub().endSessions("draining", over);
        node.turn();
    }

    private static Frame goodbye(TestClient client) {
        assertEquals(Frame.Kind.GOODBYE, client.last().kind());
        return client.last();
    }

    @Test
    void aWebSocketHasTheGoodbyeBeforeItIsClosedAsDrained() {
        TestClient client = node.webSocket().subscribe(TOPIC);

        end(OVER);

        assertTrue(goodbye(client).text().contains("\"reason\":\"draining\""));
        assertEquals(CloseCode.DRAINED, client.closedWith());
        assertTrue(node.holdsNothing());
        assertEquals(0, node.hub().sessionsLeft());
    }

    @Test
    void theCursorOfTheGoodbyeCoversAllThatCameBeforeIt() {
        TestClient client = node.webSocket().subscribe(TOPIC);
        TestClient stream = TestClient.stream(node, null, TOPIC);
        node.say(TOPIC);

        end(OVER);

        assertEquals(node.position(), TestClient.cursorIn(goodbye(client)));
        assertEquals(node.position(), stream.resumeFrom());
        assertEquals(node.position().toString(), goodbye(stream).cursor());
    }

    @Test
    void theTimeToComeBackIsWithinTheWaves() {
        List<TestClient> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            clients.add(node.webSocket());
        }

        end(OVER);

        List<Long> retries =
                clients.stream().map(one -> goodbye(one).retryMillis()).toList();
        assertTrue(retries.stream().allMatch(one -> one >= 0 && one <= OVER.toMillis()), retries::toString);
        assertTrue(retries.stream().distinct().count() > 5, retries::toString);
    }

    @Test
    void aWaitingPollIsAnsweredAtOnceAndResumesWhereItStood() {
        TestClient poll = TestClient.poll(node, node.position(), 30, 100, TOPIC);

        end(OVER);

        assertTrue(poll.connection().isOver());
        assertEquals(node.position(), poll.resumeFrom());
        assertTrue(node.holdsNothing());
    }

    @Test
    void aClientThatReadsSlowlyHasAllThatWaitsForItFirst() {
        TestClient client = node.webSocket().subscribe(TOPIC);
        client.connection().finishingByHand();
        String first = node.say(TOPIC).toString();
        String second = node.say(TOPIC).toString();

        end(OVER);
        assertNull(client.closedWith());
        client.finishAll();
        node.turn();

        assertEquals(List.of(first, second), client.events());
        goodbye(client);
        assertEquals(CloseCode.DRAINED, client.closedWith());
    }

    @Test
    void noCursorFollowsAGoodbyeThatWaits() {
        List<TestClient> clients = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            TestClient client = node.webSocket().subscribe(TOPIC);
            client.connection().finishingByHand();
            clients.add(client);
        }
        node.say(TOPIC);
        end(OVER);

        node.say(TOPIC);
        node.pass(TestNode.MAX_STALL.minusSeconds(1)); // so long that the heartbeat of some is due
        clients.forEach(TestClient::finishAll);
        node.turn();

        clients.forEach(client -> {
            goodbye(client);
            assertEquals(CloseCode.DRAINED, client.closedWith());
        });
    }

    @Test
    void whoWasToldGoodbyeCannotSubscribeAnew() {
        TestClient client = node.webSocket().subscribe(TOPIC);
        client.connection().finishingByHand();
        String before = node.say(TOPIC).toString();
        end(OVER);

        client.subscribe("market.b");
        node.say(TOPIC);
        node.say("market.b");
        client.finishAll();
        node.turn();

        assertEquals(List.of(before), client.events());
        assertEquals(Frame.Kind.ERROR, client.last().kind());
        assertTrue(client.last().text().contains("\"code\":\"UNAVAILABLE\""), client.last()::text);
    }

    @Test
    void aClientThatDoesNotReadIsClosedAllTheSame() {
        TestClient client = node.webSocket().subscribe(TOPIC);
        client.connection().finishingByHand();
        node.say(TOPIC);

        end(OVER);
        node.pass(TestNode.MAX_STALL.plusSeconds(2));

        assertEquals(CloseCode.TOO_SLOW, client.closedWith());
        assertTrue(node.holdsNothing());
    }

    @Test
    void aReplayThatIsUnderWayIsResumedFromWhereItStood() {
        node.sayTimes(200, TOPIC);
        TestClient stream = TestClient.stream(node, node.position(), "market.b");
        FakeConnection slow = FakeConnection.eventStream().finishingByHand();
        Cursor since = new Cursor(Map.of("thisnode", 1L), ManualClock.START.getEpochSecond());
        TestClient replaying = new TestClient(node, slow, TestClient.request(since, Filter.NONE, 0, TOPIC), 0);

        end(OVER);
        replaying.finishAll();

        goodbye(stream);
        goodbye(replaying);
        assertEquals(1 + replaying.events().size(), replaying.resumeFrom().seen("thisnode"));
    }

    @Test
    void manyClientsGoInWaves() {
        List<TestClient> clients = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            clients.add(node.webSocket());
        }

        end(OVER);
        int waves = 0;
        for (int second = 0; second < 11; second++) {
            int before = node.hub().sessionsLeft();
            node.pass(Duration.ofSeconds(1));
            clients.forEach(one -> node.hub().heard(one.session()));
            waves += node.hub().sessionsLeft() < before ? 1 : 0;
        }

        assertEquals(0, node.hub().sessionsLeft());
        assertTrue(waves >= 9, "waves: " + waves);
        assertTrue(clients.stream().allMatch(one -> goodbye(one) != null));
    }

    @Test
    void whoComesToTheNextRunIsWelcomeWhileTheLastOnesGo() {
        for (int i = 0; i < 100; i++) {
            node.webSocket();
        }
        end(OVER);

        TestClient late = node.webSocket().subscribe(TOPIC);
        node.pass(OVER);
        node.hub().heard(late.session());

        assertNull(late.closedWith());
        assertEquals(1, node.hub().sessionsLeft());
    }

    @Test
    void aClientThatGoesBeforeItsWaveLeavesNothing() {
        List<TestClient> clients = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            clients.add(node.webSocket());
        }
        end(OVER);

        clients.forEach(TestClient::cut);

        assertTrue(node.holdsNothing());
    }

    @Test
    void aNodeThatIsNotReadyTurnsClientsAwayWithTheCursorThatTheyCameWith() {
        ScriptedCluster.of(node).ready(false);
        Cursor since = new Cursor(Map.of("othernode", 7L), ManualClock.START.getEpochSecond());

        TestClient socket = node.webSocket();
        TestClient stream = TestClient.stream(node, since, TOPIC);
        TestClient poll = TestClient.poll(node, since, 30, 100, TOPIC);

        goodbye(socket);
        assertEquals(CloseCode.DRAINED, socket.closedWith());
        assertEquals(since, TestClient.cursorIn(goodbye(stream)));
        assertEquals(since, poll.resumeFrom());
        assertEquals(Admission.NOT_READY, node.hub().admission());
        assertTrue(node.holdsNothing());
    }

    @Test
    void aNewRunWithoutClientsTellsNobodyOfAGap() {
        TestClient before = node.webSocket().subscribe(TOPIC);
        node.say(TOPIC);
        end(Duration.ZERO);

        node.log().restart("nextnode");
        node.turn();
        TestClient after = node.webSocket().subscribe(TOPIC);
        node.say(TOPIC);

        assertEquals("nextnode", node.hub().node());
        assertEquals(1, before.events().size());
        assertEquals(List.of("nextnode-1"), after.events());
        assertEquals(Set.of(), after.cursorOf(Frame.Kind.ACK).seen().keySet());
    }
}
