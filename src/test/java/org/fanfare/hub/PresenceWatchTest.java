package org.fanfare.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.protocol.PresenceMessage;
import org.fanfare.session.Transport;
import org.fanfare.testkit.FakeConnection;
import org.fanfare.topic.Filter;
import org.fanfare.topic.Topic;
import org.junit.jupiter.api.Test;

/** Who asks is told who is there, and who watches is told what changes. */
class PresenceWatchTest {
    private static final String TOPIC = "doc.7";

    private final TestNode node = TestNode.standard();
    private final TestClient watcher = node.webSocket();

    private TestClient reader() {
        TestClient client = node.webSocket().subscribe(TOPIC);
        node.tick(4);
        return client;
    }

    private String answer() {
        return watcher.last().text();
    }

    @Test
    void whoSubscribesToATopicWithPresenceIsSeenThere() {
        TestClient reader = reader();

        watcher.asksFor(TOPIC, false, null);

        assertTrue(
                answer().startsWith("{\"type\":\"presence\",\"topic\":\"doc.7\",\"count\":1,\"members\":[{\"user\":\""
                        + reader.name() + "\",\"sessions\":1,\"since\":\""),
                answer());
    }

    @Test
    void whoSubscribesByAPatternOrPollsIsNotSeen() {
        node.webSocket().subscribe("doc.*");
        TestClient.poll(node, node.position(), 25, 10, TOPIC);
        node.tick();

        watcher.asksFor(TOPIC, true, null);

        assertEquals("{\"type\":\"presence\",\"topic\":\"doc.7\",\"count\":0}", answer());
    }

    @Test
    void whoUnsubscribesOrEndsIsSeenNoLonger() {
        TestClient reader = reader();
        TestClient other = reader();
        reader.unsubscribe(TOPIC);
        other.cut();
        node.tick();

        watcher.asksFor(TOPIC, true, null);

        assertEquals("{\"type\":\"presence\",\"topic\":\"doc.7\",\"count\":0}", answer());
    }

    @Test
    void presenceOfANamespaceWithoutItIsForbidden() {
        watcher.asksFor("market.a", true, null);

        assertEquals(List.of("error FORBIDDEN"), watcher.told());
    }

    @Test
    void whoWatchesIsToldWhatChangesUntilItStops() {
        watcher.asksFor(TOPIC, true, true);
        TestClient reader = reader();
        reader.send(new ClientMessage.Presence(null, new Topic(TOPIC), null, false, null, "{\"at\":3}", null));
        node.tick(4);
        reader.unsubscribe();
        node.tick(4);
        watcher.asksFor(TOPIC, false, false);
        reader();

        assertEquals(List.of("presence", "presence join", "presence update", "presence leave"), watcher.heard("event"));
        assertTrue(watcher.texts().get(2).contains("\"metadata\":{\"at\":3}"));
        assertTrue(reader.texts().get(1).startsWith("{\"type\":\"ack\",\"action\":\"presence\""));
    }

    @Test
    void whoIsNotThereHasNoMetadataToReplace() {
        watcher.send(new ClientMessage.Presence(null, new Topic(TOPIC), null, false, null, "{}", null));

        assertEquals(List.of("error NOT_A_MEMBER"), watcher.told());
    }

    @Test
    void whatChangesBackWithinAnIntervalIsNotTold() {
        watcher.asksFor(TOPIC, true, true);
        reader();
        node.webSocket().subscribe(TOPIC);
        TestClient fleeting = node.webSocket().subscribe(TOPIC);
        fleeting.unsubscribe();
        node.tick(4);

        assertEquals(List.of("presence 0", "presence 1", "presence 2"), watcher.heard("count"));
    }

    @Test
    void aListIsReadPageByPage() {
        for (int i = 0; i < 1500; i++) {
            node.webSocket().subscribe(TOPIC);
        }
        node.tick(20);

        PresenceMessage.Answer first = node.hub().rooms().presence(null, new Topic(TOPIC), null, false, null);
        List<PresenceMessage.Person> people = Objects.requireNonNull(first.people());
        String last = people.get(people.size() - 1).user();
        PresenceMessage.Answer second = node.hub().rooms().presence(null, new Topic(TOPIC), null, false, last);

        assertEquals(1000, people.size());
        assertTrue(first.more());
        assertEquals(500, Objects.requireNonNull(second.people()).size());
        assertEquals(1500, second.count());
    }

    @Test
    void aStreamThatWatchesIsToldToo() {
        FakeConnection stream = FakeConnection.eventStream();
        ClientMessage.Subscribe first = TestClient.request(null, Filter.NONE, 0, TOPIC);
        node.hub().open(Entrance.of(Transport.SSE, stream, null, first, 0).watching(true));
        node.tick(4);
        TestClient reader = reader();

        String told = stream.received().get(stream.received().size() - 1).text();
        assertTrue(told.contains("\"event\":\"join\",\"members\":[{\"user\":\"" + reader.name()), told);
    }

    @Test
    void whoEndsWatchesNothing() {
        watcher.asksFor(TOPIC, true, true);
        watcher.cut();
        reader().cut();
        node.pass(Duration.ofSeconds(1));

        assertTrue(node.holdsNothing());
    }
}
