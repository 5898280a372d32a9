package org.fanfare.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.fanfare.event.Cursor;
import org.fanfare.session.Frame;
import org.junit.jupiter.api.Test;

/** Polls that ask for the same share their answer, and none gets what is another's. */
class PollMemoTest {
    private static final String TOPIC = "market.a";
    private static final Cursor BEGINNING = new Cursor(Map.of(), TestNode.STAMP);

    private final TestNode node = TestNode.standard();

    private TestClient poll(Cursor since, String topic) {
        return TestClient.poll(node, since, 3, 100, topic);
    }

    private static Frame first(TestClient client) {
        return client.connection().received().get(0);
    }

    @Test
    void thoseWhoAskForTheSameGetTheSameFrames() {
        node.sayTimes(3, TOPIC);

        TestClient one = poll(BEGINNING, TOPIC);
        TestClient two = poll(BEGINNING, TOPIC);

        assertSame(first(one), first(two));
        assertEquals(one.told(), two.told());
        assertEquals(one.resumeFrom(), two.resumeFrom());
        assertTrue(two.connection().isOver());
        assertTrue(node.holdsNothing());
    }

    @Test
    void whatWasPublishedSinceIsNotKeptFromALaterPoll() {
        node.sayTimes(3, TOPIC);
        poll(BEGINNING, TOPIC);

        node.say(TOPIC);

        assertEquals(4, poll(BEGINNING, TOPIC).events().size());
    }

    @Test
    void anotherCursorOrTopicHasAnAnswerOfItsOwn() {
        node.sayTimes(2, TOPIC);
        node.say("market.b");
        TestClient one = poll(BEGINNING, TOPIC);

        TestClient later = poll(new Cursor(Map.of("thisnode", 1L), TestNode.STAMP), TOPIC);
        TestClient older = poll(new Cursor(Map.of(), TestNode.STAMP + 1), TOPIC);
        TestClient other = poll(BEGINNING, "market.b");

        assertEquals(List.of("thisnode-2"), later.events());
        assertNotSame(first(one), first(older));
        assertEquals(List.of("thisnode-3"), other.events());
    }

    @Test
    void aGapIsToldToEach() {
        TestNode few = TestNode.with().retaining(2).build();
        few.sayTimes(5, TOPIC);

        for (int i = 0; i < 2; i++) {
            TestClient poll = TestClient.poll(few, BEGINNING, 3, 100, TOPIC);
            assertEquals(List.of("gap market.a evicted", "thisnode-4", "thisnode-5", "ack"), poll.told());
        }
    }

    @Test
    void aPatientPollIsAnsweredByWhatIsPublishedBeforeItIsTakenUp() {
        node.say(TOPIC);
        TestClient poll = TestClient.poll(node, node.position(), 30, 100, TOPIC);

        node.say(TOPIC);

        assertEquals(List.of("thisnode-2"), poll.events());
        assertTrue(poll.connection().isOver());
    }
}
