package org.fanfare.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.fanfare.event.Cursor;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.protocol.CloseCode;
import org.fanfare.session.Frame;
import org.fanfare.topic.Filter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replays that take longer than one write. */
class ReplayTest {
    private static final String TOPIC = "market.a";
    private static final Cursor BEGINNING = new Cursor(Map.of(), TestNode.STAMP);

    private static List<String> ids(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(seq -> "thisnode-" + seq)
                .toList();
    }

    @Test
    void aLongReplayToASlowReaderKeepsWithinTheBoundsOfTheOutbox() {
        TestNode node = TestNode.with().retaining(10_000).build();
        for (int i = 0; i < 10_000; i++) {
            node.publish(TOPIC, "1");
            if (i % 1_000 == 0) {
                node.turn();
            }
        }
        node.turn();
        TestClient client = node.webSocket();
        client.connection().finishingByHand();

        client.subscribeSince(BEGINNING, TOPIC);
        int most = 0;
        while (client.connection().isWriting()) {
            most = Math.max(most, client.session().outbox().size());
            client.connection().finishWrite();
            node.turn();
        }

        assertTrue(most <= 64, "frames that waited: " + most);
        assertEquals(ids(1, 10_000), client.events());
        assertEquals("ack recovered=true replayed=10000", client.told().get(10_000));
    }

    @Test
    void whatIsPublishedDuringAReplayComesAfterIt() {
        TestNode node = TestNode.standard();
        node.sayTimes(100, TOPIC);
        TestClient client = node.webSocket();
        client.connection().finishingByHand();
        client.subscribeSince(BEGINNING, TOPIC);

        for (int i = 0; i < 50; i++) {
            node.say(TOPIC);
            client.connection().finishWrite();
            node.turn();
        }
        client.finishAll();
        node.say(TOPIC);
        client.finishAll();

        assertEquals(ids(1, 151), client.events());
    }

    @Test
    void whatIsEvictedBeforeASlowReaderGotItIsToldAsAGap() {
        TestNode node = TestNode.with().retaining(100).build();
        node.sayTimes(100, TOPIC);
        TestClient client = node.webSocket();
        client.connection().finishingByHand();
        client.subscribeSince(BEGINNING, TOPIC);

        for (int i = 0; i < 600; i++) {
            node.publish(TOPIC, "1");
        }
        node.turn();
        client.finishAll();

        List<String> told = client.told();
        assertTrue(told.contains("gap market.a evicted"), told.toString());
        assertEquals("thisnode-700", client.events().get(client.events().size() - 1));
        assertTrue(told.get(told.size() - 1).startsWith("ack recovered=false"));
    }

    @Test
    void aReplayOfNothingThatPassesEndsAtOnce() {
        TestNode node = TestNode.with().retaining(5_000).build();
        for (int i = 0; i < 4_000; i++) {
            node.publish(TOPIC, "{\"n\":1}");
        }
        node.turn();

        TestClient client = node.webSocket().send(TestClient.request(BEGINNING, TestClient.where("n", 2), 0, TOPIC));

        assertEquals(List.of("ack recovered=true replayed=0"), client.told());
    }

    @Test
    void aLongReplayLetsTheShardDeliverToOthersMeanwhile() {
        TestNode node = TestNode.with().retaining(10_000).build();
        for (int i = 0; i < 8_000; i++) {
            node.publish("market.b", "1");
            if (i % 1_000 == 0) {
                node.turn();
            }
        }
        TestClient other = node.webSocket().subscribe(TOPIC);
        TestClient client = node.webSocket();
        node.hub().receive(client.session(), TestClient.request(BEGINNING, Filter.NONE, 0, "market.b"));
        Shard shard = node.hub().shards().get(0);

        shard.runOnce();
        node.publish(TOPIC, "1");
        shard.runOnce();

        assertEquals(List.of("thisnode-8001"), other.events());
        assertTrue(
                client.events().size() < 8_000,
                "replayed in two turns: " + client.events().size());
        node.turn();
        assertEquals(8_000, client.events().size());
    }

    @Test
    void aFloodOfCommandsLetsTheShardReadOn() {
        TestNode node = TestNode.standard();
        TestClient other = node.webSocket().subscribe(TOPIC);
        Shard shard = node.hub().shards().get(0);
        AtomicInteger commands = new AtomicInteger();
        shard.post(new Runnable() {
            @Override
            public void run() {
                if (commands.incrementAndGet() < 10_000) {
                    shard.post(this);
                }
            }
        });

        shard.runOnce();
        node.publish(TOPIC, "1");
        shard.runOnce();

        assertEquals(List.of("thisnode-1"), other.events());
        assertTrue(commands.get() < 10_000);
        node.turn();
        assertEquals(10_000, commands.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 600, 800})
    void bigEventsInAReplayDoNotMakeAClientTooSlow(int length) {
        TestNode node = TestNode.with().outbox(64, 2_000, 1_000).build();
        for (int i = 0; i < 20; i++) {
            node.say(TOPIC, "\"" + "x".repeat(i % 2 == 0 ? length : 1_500) + "\"");
        }
        TestClient client = node.webSocket();
        client.connection().finishingByHand();

        client.subscribeSince(BEGINNING, TOPIC);
        client.finishAll();

        assertNull(client.closedWith());
        assertEquals(ids(1, 20), client.events());
    }

    @Test
    void requestsBehindAReplayAreAnsweredAfterItInTheirOrder() {
        TestNode node = TestNode.standard();
        node.sayTimes(100, TOPIC);
        TestClient client = node.webSocket();
        client.connection().finishingByHand();

        client.subscribeSince(BEGINNING, TOPIC).subscribe("market.b").unsubscribe(TOPIC);
        client.subscribeSince(new Cursor(Map.of("thisnode", 98L), TestNode.STAMP), TOPIC);
        client.finishAll();
        node.say(TOPIC);
        client.finishAll();

        List<String> expected = new ArrayList<>(ids(1, 100));
        expected.add("ack recovered=true replayed=100");
        expected.add("ack replayed=0");
        expected.add("ack");
        expected.addAll(ids(99, 100));
        expected.add("ack recovered=true replayed=2");
        expected.add("thisnode-101");
        assertEquals(expected, client.told());
    }

    @Test
    void moreRequestsBehindAReplayThanMayWaitAreRefused() {
        TestNode node = TestNode.standard();
        node.sayTimes(100, TOPIC);
        TestClient client = node.webSocket();
        client.connection().finishingByHand();
        client.subscribeSince(BEGINNING, TOPIC);

        for (int i = 0; i < Resuming.MAX_WAITING + 2; i++) {
            client.subscribe("market.b");
        }
        client.finishAll();

        assertEquals(
                2, client.told().stream().filter("error LIMIT_EXCEEDED"::equals).count());
        assertEquals(
                Resuming.MAX_WAITING,
                client.told().stream().filter("ack replayed=0"::equals).count());
        assertEquals(0, client.session().unanswered());
    }

    @Test
    void unsubscribingDuringAReplayEndsItAfterIt() {
        TestNode node = TestNode.standard();
        node.sayTimes(100, TOPIC);
        TestClient client = node.webSocket();
        client.connection().finishingByHand();
        client.subscribeSince(BEGINNING, TOPIC);

        client.send(new ClientMessage.Unsubscribe(null, List.of(), false));
        client.finishAll();
        node.say(TOPIC);
        client.finishAll();

        assertEquals(ids(1, 100), client.events());
        assertEquals("unsubscribe", client.lastAction());
        client.cut();
        assertTrue(node.holdsNothing());
    }

    @Test
    void aSessionThatEndsDuringAReplayLeavesNothingBehind() {
        TestNode node = TestNode.with().shards(2).build();
        node.sayTimes(200, TOPIC);
        for (int i = 0; i < 6; i++) {
            TestClient client = node.webSocket();
            client.connection().finishingByHand();
            client.subscribe("market.*").subscribeSince(BEGINNING, "market.a").subscribe("market.b");
            if (i % 3 == 0) {
                client.cut();
            } else if (i % 3 == 1) {
                node.hub().disconnect(client.session(), CloseCode.KICKED, "kicked");
            } else {
                client.connection().failWrite(new IllegalStateException("broken pipe"));
            }
            node.turn();
        }

        assertTrue(node.holdsNothing());
    }

    @Test
    void aHistoryBringsTheLatestAndThenWhatIsLive() {
        TestNode node = TestNode.standard();
        node.sayTimes(5, TOPIC);

        TestClient client = node.webSocket().subscribeHistory(2, TOPIC);
        node.say(TOPIC);

        assertEquals(List.of("thisnode-4", "thisnode-5", "ack replayed=2", "thisnode-6"), client.told());
    }

    @Test
    void aSessionTakesSoManySubscriptionsAndRefusesTheNext() {
        TestNode node = TestNode.standard();
        TestClient client = node.webSocket();
        for (int i = 0; i < TestNode.SUBSCRIPTIONS - 1; i++) {
            client.subscribe("market.t" + i);
        }

        client.subscribe("market.x", "market.y").subscribe("market.z").subscribe("market.t0");
        node.say("market.x");
        node.say("market.y");

        List<String> told = client.told();
        assertEquals(
                List.of("ack replayed=0", "error LIMIT_EXCEEDED", "ack replayed=0", "thisnode-1"),
                told.subList(TestNode.SUBSCRIPTIONS - 1, told.size()));
        assertEquals(Frame.Kind.EVENT, client.last().kind());
    }

    @Test
    void aReplayHoldsNothingForAClientThatIsNotReadyForIt() {
        TestNode node = TestNode.with().outbox(64, 2_000, 1_000).build();
        for (int i = 0; i < 200; i++) {
            node.publish(TOPIC, "\"" + "x".repeat(500) + "\"");
        }
        node.turn();
        TestClient client = node.webSocket();
        client.connection().finishingByHand();
        client.subscribeSince(BEGINNING, TOPIC);

        Subscriptions subscriptions = node.hub().shards().get(0).subscriptions();
        while (client.events().size() < 190) {
            assertFalse(subscriptions.holdsEntries());
            client.connection().finishWrite();
            node.turn();
        }
        client.finishAll();

        assertEquals(ids(1, 200), client.events());
    }
}
