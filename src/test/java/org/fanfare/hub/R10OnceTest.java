package org.fanfare.hub;

import static org.fanfare.hub.TestClient.where;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.fanfare.event.Cursor;
import org.fanfare.topic.Filter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R10: an event goes to a session once, and no subscription keeps it from another that it did not serve")
class R10OnceTest {
    private static final String TOPIC = "market.a";
    private static final String NODE = "thisnode";

    private final TestNode node = TestNode.standard();

    private static Cursor seen(long seq) {
        return new Cursor(seq == 0 ? Map.of() : Map.of(NODE, seq), TestNode.STAMP);
    }

    private static List<String> ids(int... seqs) {
        return IntStream.of(seqs).mapToObj(seq -> NODE + "-" + seq).toList();
    }

    @Test
    void aReplayLeavesOutWhatCameLive() {
        node.sayTimes(2, TOPIC);
        TestClient client = node.webSocket().subscribe("market.*");
        node.sayTimes(2, TOPIC);

        client.subscribeSince(seen(0), TOPIC);

        assertEquals(ids(3, 4, 1, 2), client.events());
        assertEquals("ack recovered=true replayed=2", client.told().get(5));
    }

    @Test
    void anEventThatComesBothLiveAndByAReplayUnderWayComesOnce() {
        node.sayTimes(50, TOPIC);
        TestClient client = node.webSocket().subscribe("market.*");
        client.connection().finishingByHand();
        client.subscribeSince(seen(0), TOPIC);

        node.sayTimes(5, TOPIC);
        client.finishAll();

        assertEquals(55, client.events().size());
        assertEquals(55, client.events().stream().distinct().count());
    }

    @Test
    void aReplayLeavesOutWhatAnotherReplayBrought() {
        node.sayTimes(5, TOPIC);

        TestClient client = node.webSocket().subscribeSince(seen(3), "market.*").subscribeSince(seen(1), TOPIC);

        assertEquals(ids(4, 5, 2, 3), client.events());
    }

    @Test
    void aReplayLeavesOutWhatWasAskedForAsHistory() {
        node.sayTimes(5, TOPIC);

        TestClient client = node.webSocket().subscribeHistory(2, TOPIC).subscribeSince(seen(1), "market.*");

        assertEquals(ids(4, 5, 2, 3), client.events());
    }

    @Test
    void subscribingAgainReplaysNothing() {
        node.sayTimes(3, TOPIC);
        TestClient client = node.webSocket().subscribeSince(seen(1), TOPIC);

        client.subscribeSince(seen(1), TOPIC).subscribeSince(seen(2), TOPIC).subscribeHistory(3, TOPIC);

        assertEquals(
                List.of(
                        NODE + "-2",
                        NODE + "-3",
                        "ack recovered=true replayed=2",
                        "ack recovered=true replayed=0",
                        "ack recovered=true replayed=0",
                        "ack replayed=0"),
                client.told());
    }

    @Test
    void subscribingAgainFromBeforeTheSubscriptionIsNotCalledRecovered() {
        node.sayTimes(3, TOPIC);
        TestClient client = node.webSocket().subscribe(TOPIC);

        client.subscribeSince(seen(1), TOPIC);

        assertEquals(
                List.of("ack replayed=0", "gap market.a unproven", "ack recovered=false replayed=0"), client.told());
    }

    @Test
    void whatAFilterHidIsBroughtByAReplayWithoutIt() {
        TestClient client = node.webSocket().subscribe(where("n", 1), "market.*");
        node.say(TOPIC, "{\"n\":1}");
        node.say(TOPIC, "{\"n\":2}");

        client.subscribeSince(seen(0), TOPIC);

        assertEquals(ids(1, 2), client.events());
    }

    @Test
    void whatAReplacedFilterMayHaveHiddenIsToldAsAGap() {
        TestClient client = node.webSocket().subscribe(where("n", 1), "market.*");
        node.say(TOPIC, "{\"n\":1}");
        node.say(TOPIC, "{\"n\":2}");
        client.subscribe(where("n", 2), "market.*");
        node.say(TOPIC, "{\"n\":2}");
        node.say(TOPIC, "{\"n\":3}");

        client.subscribeSince(seen(0), TOPIC);

        assertEquals(
                List.of(
                        "ack replayed=0",
                        NODE + "-1",
                        "ack replayed=0",
                        NODE + "-3",
                        "gap market.a unproven",
                        NODE + "-4",
                        "ack recovered=false replayed=1"),
                client.told());
    }

    @Test
    void theSameFilterAgainLeavesNothingInDoubt() {
        TestClient client = node.webSocket().subscribe(where("n", 1), "market.*");
        node.say(TOPIC, "{\"n\":1}");
        client.subscribe(where("n", 1), "market.*");

        client.subscribeSince(seen(0), TOPIC);

        assertEquals("ack recovered=true replayed=0", client.told().get(3));
    }

    @Test
    void aSubscriptionKeepsNothingFromAnotherThatBeganBeforeIt() {
        node.sayTimes(4, TOPIC);

        TestClient client = node.webSocket().subscribeSince(seen(4), "market.*").subscribeSince(seen(2), TOPIC);

        assertEquals(ids(3, 4), client.events());
        assertEquals("ack recovered=true replayed=2", client.told().get(3));
    }

    @Test
    void whatIsAheadForOneSubscriptionIsNotForAnother() {
        Cursor ahead = new Cursor(Map.of("othernode", 4L), TestNode.STAMP);
        Cursor behind = new Cursor(Map.of("othernode", 2L), TestNode.STAMP);
        TestClient client = node.webSocket()
                .send(TestClient.request(ahead, where("n", 1), 0, "market.*"))
                .send(TestClient.request(behind, Filter.NONE, 0, TOPIC));

        for (int n = 1; n <= 5; n++) {
            node.place("othernode", TOPIC, "{\"n\":2}");
        }

        assertEquals(List.of("othernode-3", "othernode-4", "othernode-5"), client.events());
    }

    @Test
    void whatASubscriptionSkippedAsAheadIsBroughtByAReplay() {
        Cursor ahead = new Cursor(Map.of("othernode", 4L), TestNode.STAMP);
        TestClient client =
                node.webSocket().subscribeSince(ahead, "other.topic").subscribe("market.*");
        for (int n = 1; n <= 5; n++) {
            node.place("othernode", TOPIC, "1");
        }

        client.subscribeSince(new Cursor(Map.of("othernode", 2L), TestNode.STAMP), TOPIC);

        assertEquals(List.of("othernode-5", "othernode-3", "othernode-4"), client.events());
    }

    @Test
    void whatTheShardFellPastIsNotCalledRecovered() {
        TestNode small = TestNode.with().unread(16).build();
        TestClient client = small.webSocket().subscribe("market.*");
        for (int i = 0; i < 40; i++) {
            small.publish(TOPIC, "1");
        }
        small.turn();

        client.subscribeSince(seen(0), TOPIC);

        assertEquals(
                List.of("ack replayed=0", "gap slow", "gap market.a unproven", "ack recovered=false replayed=0"),
                client.told());
    }

    @Test
    void whatWasDroppedIsNotCalledRecovered() {
        TestNode small = TestNode.with().outbox(4, 1 << 16, 1 << 16).build();
        TestClient client = small.webSocket().subscribe("latest.*");
        client.connection().finishingByHand();
        small.sayTimes(10, "latest.a");
        client.finishAll();

        client.subscribeSince(seen(0), "latest.a");
        client.finishAll();

        List<String> told = client.told();
        assertEquals(
                List.of("gap latest.a unproven", "ack recovered=false replayed=0"),
                told.subList(told.size() - 2, told.size()));
    }

    @Test
    void whatAReplayLeftOutInDoubtStaysInDoubt() {
        TestClient client = node.webSocket().subscribe(where("n", 1), "market.*");
        node.say(TOPIC, "{\"n\":2}");
        client.subscribe(where("n", 2), "market.*").send(TestClient.request(seen(0), where("n", 2), 0, TOPIC));
        assertEquals("gap market.a unproven", client.told().get(2));

        client.subscribeSince(seen(0), "**").subscribeSince(seen(0), TOPIC);

        assertEquals(
                List.of(
                        "gap ** unproven",
                        "ack recovered=false replayed=0",
                        "gap market.a unproven",
                        "ack recovered=false replayed=0"),
                client.told().subList(4, 8));
    }

    @Test
    void subscribingAgainWithAnotherFilterFromBeforeIsNotCalledRecovered() {
        node.say(TOPIC, "{\"n\":1}");
        TestClient client = node.webSocket().send(TestClient.request(seen(1), where("n", 1), 0, TOPIC));
        node.say(TOPIC, "{\"n\":2}");

        client.send(TestClient.request(seen(1), where("n", 2), 0, TOPIC));
        client.send(TestClient.request(seen(2), where("n", 1), 0, TOPIC));

        assertEquals(
                List.of(
                        "ack recovered=true replayed=0",
                        "gap market.a unproven",
                        "ack recovered=false replayed=0",
                        "ack recovered=true replayed=0"),
                client.told());
    }
}
