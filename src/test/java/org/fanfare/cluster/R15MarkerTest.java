package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.fanfare.cluster.SteppedMember.Way;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.Publication;
import org.fanfare.event.PublishKey;
import org.fanfare.hub.PublishOutcome;
import org.fanfare.topic.Topic;
import org.junit.jupiter.api.Test;

/** R15: a node knows the keys of all events that were said before its marker came back. */
class R15MarkerTest {
    private static final Publication KEYED =
            new Publication(new Topic("a"), null, "1", "ann", null, null, new PublishKey("ann", "k"));

    private final SteppedMember node = SteppedMember.first();

    @Test
    void aloneThereIsNothingToWaitFor() {
        node.way(Way.UNHEARD);

        assertTrue(node.catchUp().answer());
    }

    @Test
    void itWaitsForABeatThatIsMadeAfterwards() {
        node.readyPeer("peerpeer");
        node.way(Way.UNHEARD);
        node.pass(Duration.ofSeconds(1));
        Message.Beat before = node.last(Message.Beat.class);

        var told = node.catchUp();
        node.hear(before);
        assertTrue(told.isOpen());
        node.speak();
        node.hear(node.last(Message.Beat.class));

        assertTrue(told.answer());
    }

    @Test
    void theMarkerIsSaidAtOnce() {
        node.readyPeer("peerpeer");
        node.pass(Duration.ofMillis(1_500));

        var told = node.catchUp();
        node.speak();

        assertTrue(told.answer());
    }

    @Test
    void itWaitsForWhatIsMissing() {
        ScriptedPeer peer = node.readyPeer("peerpeer");
        peer.says(2, 2);
        var told = node.catchUp();
        node.speak();
        assertTrue(told.isOpen());

        peer.says(1, 1);

        assertTrue(told.answer());
    }

    @Test
    void itDoesNotWaitForEver() {
        node.readyPeer("peerpeer");
        node.way(Way.UNHEARD);
        var told = node.catchUp();

        node.pass(SteppedMember.PUBLISH_WAIT.plusMillis(100));

        assertFalse(told.answer());
    }

    @Test
    void aKeyOfAnotherNodesEventIsKnown() {
        ScriptedPeer peer = node.readyPeer("peerpeer");
        peer.events(List.of(new Event(new EventId("peerpeer", 1), KEYED, node.clock.millis())));
        Told<PublishOutcome> told = new Told<>();

        node.hub.publish(KEYED, told);
        node.speak();

        assertEquals(new PublishOutcome.Published(new EventId("peerpeer", 1), true), told.answer());
    }

    @Test
    void aKeyThatAnotherNodeTookFirstIsFoundWhenItsEventComesBeforeTheMarker() {
        ScriptedPeer peer = node.readyPeer("peerpeer");
        Told<PublishOutcome> told = new Told<>();
        node.way(Way.UNHEARD);
        node.hub.publish(KEYED, told);
        node.speak();

        peer.events(List.of(new Event(new EventId("peerpeer", 1), KEYED, node.clock.millis())));
        node.hear(node.last(Message.Beat.class));

        assertEquals(new PublishOutcome.Published(new EventId("peerpeer", 1), true), told.answer());
        assertEquals(List.of("peerpeer-1"), node.logged());
    }

    @Test
    void ofTwoEventsOfOneKeyTheSecondIsHidden() {
        ScriptedPeer peer = node.readyPeer("peerpeer");
        Told<PublishOutcome> told = new Told<>();
        node.hub.publish(KEYED, told);
        node.speak();

        peer.events(List.of(new Event(new EventId("peerpeer", 1), KEYED, node.clock.millis())));

        assertEquals(new EventId(SteppedMember.NAME, 1), told.id());
        assertEquals(List.of("thisnode-1", "hidden peerpeer-1"), node.logged());
    }

    @Test
    void anEventOfAnotherNodeIsKept() {
        ScriptedPeer peer = node.readyPeer("peerpeer");
        peer.says(1, 1);
        Told<PublishOutcome> told = new Told<>();

        node.member.whenKept(new EventId("peerpeer", 1), told);

        assertEquals(new EventId("peerpeer", 1), told.id());
    }

    @Test
    void noMoreThanABoundWait() {
        List<Runnable> calls = new ArrayList<>();
        CatchUps waiting = new CatchUps(calls::add);
        List<Boolean> answers = new ArrayList<>();
        for (int i = 0; i < 10_001; i++) {
            waiting.add(1, answers::add, 100);
        }

        calls.forEach(Runnable::run);

        assertEquals(List.of(false), answers);
    }

    @Test
    void thoseWhoWaitAreAnsweredInOrderAndOnce() {
        List<Runnable> calls = new ArrayList<>();
        CatchUps waiting = new CatchUps(calls::add);
        List<String> answers = new ArrayList<>();
        waiting.add(1, caughtUp -> answers.add("first " + caughtUp), 100);
        waiting.add(2, caughtUp -> answers.add("second " + caughtUp), 100);
        waiting.add(3, caughtUp -> answers.add("third " + caughtUp), 200);

        waiting.heardBeat(1);
        waiting.review(false, 99);
        waiting.review(false, 100);
        waiting.abandon();
        waiting.abandon();
        calls.forEach(Runnable::run);

        assertEquals(List.of("first true", "second false", "third false"), answers);
    }
}
