package org.fanfare.hub;

import static org.fanfare.hub.TestClient.where;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.fanfare.event.Cursor;
import org.fanfare.protocol.CloseCode;
import org.fanfare.session.Frame;
import org.fanfare.topic.Filter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schedules of the delivery rules that one node can show, each as it broke an earlier design. */
class SchedulesTest {
    private static final String TOPIC = "market.a";
    private static final String NODE = "thisnode";
    private static final String OTHER = "othernode";

    private final TestNode node = TestNode.standard();

    private static List<String> ids(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(seq -> NODE + "-" + seq).toList();
    }

    private static Cursor seen(String stream, long seq) {
        return new Cursor(Map.of(stream, seq), TestNode.STAMP);
    }

    @Test
    @DisplayName("3 (R7): numbers given up before a client comes back are a gap, not recovered")
    void aLostRangeIsAGapForWhoComesBackLater() {
        node.place(OTHER, TOPIC, "1");
        node.place(OTHER, TOPIC, "1");
        node.lose(OTHER, 3, 4);
        node.place(OTHER, TOPIC, "1");

        TestClient client = node.webSocket().subscribeSince(seen(OTHER, 2), TOPIC);
        TestClient behindIt = node.webSocket().subscribeSince(seen(OTHER, 4), TOPIC);

        assertEquals(List.of("gap market.a lost", OTHER + "-5", "ack recovered=false replayed=1"), client.told());
        assertEquals(List.of(OTHER + "-5", "ack recovered=true replayed=1"), behindIt.told());
    }

    @Test
    @DisplayName("3 (R7): numbers given up during a replay are a gap")
    void aLostRangeDuringAReplayIsAGap() {
        node.place(OTHER, TOPIC, "1");
        node.sayTimes(100, TOPIC);
        TestClient client = node.webSocket();
        client.connection().finishingByHand();
        client.subscribeSince(seen(OTHER, 1), TOPIC);

        node.lose(OTHER, 2, 3);
        client.finishAll();

        assertTrue(client.told().contains("gap market.a lost"), client.told().toString());
        assertEquals("ack recovered=false replayed=100", client.told().get(101));
    }

    @Test
    @DisplayName("4, 5 (R1, R8): a cursor from before this node was complete is a gap")
    void aCursorFromBeforeIsAGap() {
        Cursor before = node.position();
        node.pass(Duration.ofSeconds(30));
        TestNode restarted = TestNode.with().name("newnode1").timeOf(node).build();
        restarted.log().completeSince(restarted.log().stamp());
        restarted.pass(Duration.ofSeconds(30));

        TestClient webSocket = restarted.webSocket().subscribeSince(before, TOPIC);
        TestClient stream = TestClient.stream(restarted, before, TOPIC);
        TestClient poll = TestClient.poll(restarted, before, 30, 10, TOPIC);
        TestClient resumed = restarted.webSocket().subscribeSince(stream.resumeFrom(), TOPIC);

        assertEquals(List.of("gap market.a unproven", "ack recovered=false replayed=0"), webSocket.told());
        assertEquals(List.of("gap market.a unproven", "ack"), stream.told());
        assertEquals(stream.told(), poll.told());
        assertTrue(poll.connection().isOver());
        assertEquals(List.of("ack recovered=true replayed=0"), resumed.told());
    }

    @Test
    @DisplayName("4 (R1): a cursor older than the longest age is a gap")
    void aCursorThatIsTooOldIsAGap() {
        node.say(TOPIC);
        Cursor cursor = node.position();
        node.passAtOnce(TestNode.CURSOR_AGE.plusSeconds(1));
        node.turn();

        TestClient client = node.webSocket().subscribeSince(cursor, TOPIC);

        assertEquals(List.of("gap market.a too-old", "ack recovered=false replayed=0"), client.told());
    }

    @Test
    @DisplayName("9 (R4): a subscribe with since has a cursor of its own until its ack")
    void aCutInAReplayResumesEachTopicFromItsOwnCursor() {
        for (int i = 1; i <= 100; i++) {
            node.say(i % 2 == 0 ? "market.b" : "market.a");
        }
        TestClient client = node.webSocket().subscribe("market.a");
        node.sayTimes(5, "market.a");
        client.connection().finishingByHand();
        client.subscribeSince(seen(NODE, 40), "market.b");
        node.pass(Duration.ofSeconds(2));
        client.connection().receive(5);
        List<String> first = client.events();
        assertEquals(ids(101, 105), first.subList(0, 5));
        assertEquals(NODE + "-50", first.get(first.size() - 1));

        client.cut();
        TestClient again =
                node.webSocket().subscribeSince(seen(NODE, 105), "market.a").subscribeSince(seen(NODE, 50), "market.b");

        List<String> all = new ArrayList<>(first);
        all.addAll(again.events());
        List<String> wanted = new ArrayList<>(ids(101, 105));
        IntStream.rangeClosed(21, 50).forEach(i -> wanted.add(NODE + "-" + 2 * i));
        assertEquals(wanted, all);
    }

    @Test
    @DisplayName("10 (R24): after a conflation and a cut the newest of each key arrives")
    void conflationBeforeACutLosesNoKey() {
        TestClient client = TestClient.stream(node, null, "newest.a");
        client.connection().finishingByHand();
        node.publish(TestNode.conflated("newest.a", "1", "first"));
        node.turn();
        node.publish(TestNode.conflated("newest.a", "2", "x"));
        node.publish(TestNode.conflated("newest.a", "3", "y"));
        node.publish(TestNode.conflated("newest.a", "4", "x"));
        node.turn();
        client.connection().finishWrite();
        node.turn();
        client.connection().receive(1);
        assertEquals(List.of(NODE + "-1", NODE + "-3"), client.events());

        Cursor cursor = client.resumeFrom();
        client.cut();
        TestClient again = TestClient.stream(node, cursor, "newest.a");

        assertEquals(List.of(NODE + "-4", "ack"), again.told());
    }

    @Test
    @DisplayName("R24: a replay takes nothing newer of the same key out of the queue")
    void aReplayConflatesNothingNewer() {
        node.publish(TestNode.conflated("newest.a", "1", "k"));
        node.turn();
        TestClient client = node.webSocket().subscribe("newest.a");
        client.connection().finishingByHand();
        node.publish(TestNode.conflated("newest.a", "2", "other"));
        node.turn();
        node.publish(TestNode.conflated("newest.b", "3", "k"));
        node.publish(TestNode.conflated("newest.a", "4", "k"));
        node.turn();

        client.subscribeSince(seen(OTHER, 1), "newest.*");
        client.finishAll();

        assertTrue(client.events().contains(NODE + "-4"), client.told().toString());
    }

    @Test
    @DisplayName("R24: a gap stands where events were dropped; after a cut before it they come again")
    void aDropThenACutLosesNothingSilently() {
        TestNode small = TestNode.with().outbox(3, 1 << 16, 1 << 16).build();
        TestClient client = TestClient.stream(small, null, "latest.a");
        client.connection().finishingByHand();
        small.sayTimes(7, "latest.a");
        client.connection().finishWrite();
        small.turn();
        Cursor beforeTheGap = client.resumeFrom();
        client.connection().receive(1);
        Cursor behindTheGap = client.cursorOf(Frame.Kind.GAP);
        client.cut();

        TestClient lost = TestClient.stream(small, beforeTheGap, "latest.a");
        TestClient told = TestClient.stream(small, behindTheGap, "latest.a");

        assertEquals(1, beforeTheGap.seen(NODE));
        assertEquals(ids(2, 7), lost.events());
        assertEquals(ids(5, 7), told.events());
    }

    @ParameterizedTest(name = "read in one turn: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("15 (R5): hundreds of dead streams leave cursors that a node takes back")
    void aCrashLoopLeavesValidCursors(boolean atOnce) {
        TestClient client = TestClient.stream(node, null, TOPIC);
        node.say(TOPIC);
        for (int i = 0; i < 300; i++) {
            String run = "crash" + (1_000 + i);
            node.log().place(TestNode.event(run, 1, TOPIC, "1"));
            node.log().died(run);
            if (!atOnce) {
                node.turn();
            }
        }
        node.turn();
        node.pass(Duration.ofSeconds(1));
        node.say(TOPIC);

        assertEquals(302, client.events().size());
        for (Frame frame : client.connection().received()) {
            String cursor = frame.cursor();
            if (cursor != null) {
                assertTrue(Cursor.parse(cursor).seen().size() <= Cursor.MAX_NODES);
            }
        }
        TestClient again = TestClient.stream(node, client.resumeFrom(), TOPIC);
        TestClient early = TestClient.stream(node, seen("crash1000", 1), TOPIC);
        assertEquals(List.of("ack"), again.told());
        assertTrue(early.told().get(0).startsWith("gap market.a"), early.told().toString());
    }

    @Test
    @DisplayName("16 (R11): a cursor passes an event that a filter hides between two that it shows")
    void aHiddenEventIsPassed() {
        for (boolean live : List.of(true, false)) {
            TestNode fresh = TestNode.standard();
            Cursor start = new Cursor(Map.of(), TestNode.STAMP);
            TestClient client = live ? fresh.webSocket().subscribe(where("n", 1), TOPIC) : fresh.webSocket();
            fresh.say(TOPIC, "{\"n\":1}");
            fresh.say(TOPIC, "{\"n\":2}");
            fresh.say(TOPIC, "{\"n\":1}");
            if (!live) {
                client.send(TestClient.request(start, where("n", 1), 0, TOPIC));
            }
            assertEquals(List.of(NODE + "-1", NODE + "-3"), client.events());
            client.send(TestClient.request(null, Filter.NONE, 0, TOPIC));
            assertEquals(3, client.cursorOf(Frame.Kind.ACK).seen(NODE));

            TestClient again = fresh.webSocket().subscribeSince(client.cursorOf(Frame.Kind.ACK), TOPIC);

            assertEquals(List.of("ack recovered=true replayed=0"), again.told());
        }
    }

    @Test
    @DisplayName("R9: each topic of a request is judged alone")
    void eachTopicIsJudgedAlone() {
        TestNode few = TestNode.with().retaining(2).build();
        few.sayTimes(5, "market.a");
        few.sayTimes(2, "market.b");

        TestClient client =
                few.webSocket().subscribeSince(new Cursor(Map.of(), TestNode.STAMP), "market.a", "market.b");

        assertEquals(
                List.of(
                        "gap market.a evicted",
                        NODE + "-4",
                        NODE + "-5",
                        NODE + "-6",
                        NODE + "-7",
                        "ack recovered=false replayed=4"),
                client.told());
    }

    @Test
    @DisplayName("R24: past its bound a session is closed, and its cursor resumes it without loss")
    void aSlowClientIsClosedAndResumesWithoutLoss() {
        TestNode small = TestNode.with().outbox(4, 1 << 16, 1 << 16).build();
        TestClient client = TestClient.stream(small, null, TOPIC);
        client.connection().finishingByHand();
        small.sayTimes(6, TOPIC);
        assertEquals(CloseCode.TOO_SLOW, client.closedWith());
        assertTrue(small.holdsNothing());

        TestClient again = TestClient.stream(small, client.resumeFrom(), TOPIC);

        assertEquals(ids(1, 6), again.events());
        assertEquals("ack", again.told().get(6));
    }

    @Test
    void aShardThatFallsOffTheLogTellsAGapAndGoesOn() {
        TestNode small = TestNode.with().unread(16).build();
        TestClient client = small.webSocket().subscribe(TOPIC);
        TestClient uninterested = small.webSocket();
        small.sayTimes(2, TOPIC);
        for (int i = 0; i < 40; i++) {
            small.publish(TOPIC, "1");
        }
        small.turn();
        small.say(TOPIC);

        assertEquals(List.of("ack replayed=0", NODE + "-1", NODE + "-2", "gap slow", NODE + "-43"), client.told());
        assertEquals(42, client.cursorOf(Frame.Kind.GAP).seen(NODE));
        assertEquals(List.of(), uninterested.told());
    }

    @Test
    void aReplayThatIsUnderWayWhenTheShardFallsOffLosesNothing() {
        TestNode small = TestNode.with().unread(16).build();
        for (int i = 0; i < 10; i++) {
            small.sayTimes(10, TOPIC);
        }
        TestClient client = small.webSocket();
        client.connection().finishingByHand();
        client.subscribeSince(new Cursor(Map.of(), TestNode.STAMP), TOPIC);
        for (int i = 0; i < 40; i++) {
            small.publish(TOPIC, "1");
        }
        small.turn();
        client.finishAll();

        assertEquals(ids(1, 140), client.events());
        assertEquals("ack recovered=true replayed=140", client.told().get(140));
    }
}
