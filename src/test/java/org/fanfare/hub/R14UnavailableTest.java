package org.fanfare.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.fanfare.event.EventId;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.topic.Topic;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "R13, R14: a publish is acknowledged when it is kept; subscribers have it before that, and it may be unavailable")
class R14UnavailableTest {
    private static final String TOPIC = "market.a";
    private static final EventId FIRST = new EventId("thisnode", 1);

    private final TestNode node = TestNode.standard();
    private final ScriptedCluster cluster = ScriptedCluster.of(node);
    private final TestClient publisher = node.webSocket();

    private void publish() {
        publisher.send(new ClientMessage.Publish("7", new Topic(TOPIC), "1", null, null, null, null));
    }

    private String answer() {
        node.turn();
        return publisher.last().text();
    }

    @Test
    void theAckComesWhenTheEventIsKept() {
        publish();
        assertEquals(List.of(), publisher.told());

        cluster.keep(FIRST);

        assertTrue(answer().contains("\"event_id\":\"thisnode-1\""), answer());
    }

    @Test
    void subscribersOfThisNodeHaveTheEventWhileItsPublishWaits() {
        TestClient subscriber = node.webSocket().subscribe(TOPIC);

        publish();

        assertEquals(List.of(FIRST.toString()), subscriber.events());
    }

    @Test
    void anOpenOutcomeIsAnErrorThatSaysWhenToAskAgain() {
        publish();
        cluster.settle(FIRST, new PublishOutcome.Unavailable(Duration.ofMillis(1500)));

        String answer = answer();

        assertTrue(answer.contains("\"code\":\"UNAVAILABLE\""), answer);
        assertTrue(answer.contains("\"retry_after\":1500"), answer);
        assertTrue(answer.contains("\"id\":7"), answer);
    }

    @Test
    void whatIsTooLargeForTheWayIsRefused() {
        publish();
        cluster.settle(FIRST, new PublishOutcome.TooLarge());

        assertTrue(answer().contains("\"code\":\"TOO_LARGE\""), answer());
    }

    @Test
    void aNodeThatIsNotReadyPublishesNothing() {
        cluster.ready(false);

        publish();

        assertTrue(answer().contains("\"code\":\"UNAVAILABLE\""), answer());
        assertEquals(List.of(), cluster.entered());
    }

    @Test
    void anAckForAClientThatHasGoneIsNoHarm() {
        publish();
        publisher.cut();

        cluster.keep(FIRST);
        node.turn();

        assertTrue(node.holdsNothing());
    }
}
