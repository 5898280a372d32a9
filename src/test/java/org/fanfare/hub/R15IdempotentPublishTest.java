package org.fanfare.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.util.List;
import org.fanfare.event.EventId;
import org.fanfare.event.Publication;
import org.fanfare.event.PublishKey;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.topic.Topic;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R15: a publish repeated with the same key is acknowledged again with the same id and not sent twice")
class R15IdempotentPublishTest {
    private static final String TOPIC = "market.a";

    private final TestNode node = TestNode.standard();

    private PublishOutcome publish(String publisher, String topic, String key, String payload) {
        PublishKey named = new PublishKey(publisher, key);
        return node.outcome(new Publication(new Topic(topic), null, payload, null, null, null, named));
    }

    private EventId id(String key) {
        return idOf(publish("u1", TOPIC, key, "1"));
    }

    private static EventId idOf(PublishOutcome outcome) {
        return assertInstanceOf(PublishOutcome.Published.class, outcome).id();
    }

    private static boolean isDuplicate(PublishOutcome outcome) {
        return assertInstanceOf(PublishOutcome.Published.class, outcome).duplicate();
    }

    @Test
    void aRepetitionHasTheSameIdAndIsNotSentAgain() {
        TestClient client = node.webSocket().subscribe(TOPIC);

        PublishOutcome first = publish("u1", TOPIC, "k", "1");
        PublishOutcome second = publish("u1", TOPIC, "k", "1");
        node.turn();

        assertEquals(idOf(first), idOf(second));
        assertEquals(List.of(false, true), List.of(isDuplicate(first), isDuplicate(second)));
        assertEquals(List.of(idOf(first).toString()), client.events());
    }

    @Test
    void aRepetitionOfAClientIsAcknowledgedWithTheSameId() {
        TestClient client = node.webSocket();
        ClientMessage.Publish publish = new ClientMessage.Publish(null, new Topic(TOPIC), "1", null, "k", null, null);

        client.send(publish);
        client.send(publish);

        String first = client.connection().received().get(1).text();
        assertEquals(first.replace("}}", ",\"duplicate\":true}}"), client.last().text());
    }

    @Test
    void aKeyWithAnotherPayloadOrKindIsAConflict() {
        id("k");

        assertInstanceOf(PublishOutcome.Conflict.class, publish("u1", TOPIC, "k", "2"));
        assertInstanceOf(
                PublishOutcome.Conflict.class,
                node.outcome(
                        new Publication(new Topic(TOPIC), "KIND", "1", null, null, null, new PublishKey("u1", "k"))));
    }

    @Test
    void aKeyIsOfItsPublisherAndTopic() {
        List<EventId> ids =
                List.of(id("k"), idOf(publish("u2", TOPIC, "k", "1")), idOf(publish("u1", "market.b", "k", "1")));

        assertEquals(3, ids.stream().distinct().count());
    }

    @Test
    void aKeyIsKnownForItsAge() {
        EventId first = id("k");

        node.passAtOnce(TestNode.KEY_AGE);
        assertEquals(first, id("k"));
        node.passAtOnce(Duration.ofSeconds(1));

        assertNotEquals(first, id("k"));
    }

    @Test
    void theLastKeysAreKnownHoweverOftenTheyAreRepeated() {
        List<EventId> ids = List.of(id("k0"), id("k1"), id("k2"));

        for (int i = 0; i < 5; i++) {
            assertEquals(ids, List.of(id("k0"), id("k1"), id("k2")));
        }
    }

    @Test
    void pastTheBoundTheOldestKeyGoes() {
        List<EventId> ids = List.of(id("k0"), id("k1"), id("k2"), id("k3"));

        assertEquals(ids.subList(1, 4), List.of(id("k1"), id("k2"), id("k3")));
        assertNotEquals(ids.get(0), id("k0"));
    }
}
