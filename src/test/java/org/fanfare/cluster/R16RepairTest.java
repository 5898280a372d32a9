package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fanfare.cluster.SteppedMember.Way;
import org.fanfare.event.Event;
import org.junit.jupiter.api.Test;

/** R16: a node learns from beats what it misses, and asks for it. */
class R16RepairTest {
    private static final Duration SPREAD = Duration.ofMillis(400);

    private final SteppedMember node = SteppedMember.first();

    @Test
    void aNodeBeatsAgainAndAgain() {
        node.forget();

        node.pass(Duration.ofSeconds(10));

        assertEquals(10, node.said(Message.Beat.class).size());
    }

    @Test
    void aBeatGoesBeforeBatchesThatWait() {
        node.readyPeer("peerpeer");
        node.way(Way.BROKEN);
        node.publish("1");
        node.pass(Duration.ofSeconds(3));
        node.way(Way.HEARD);
        node.forget();

        node.pass(Duration.ofSeconds(1));

        assertInstanceOf(Message.Beat.class, node.said().get(0));
        assertEquals(1, node.said(Message.Events.class).size());
    }

    @Test
    void aBeatCarriesTheWholePositionClockLoadAndState() {
        ScriptedPeer peer = node.readyPeer("peerpeer");
        peer.says(1, 3);
        node.publish("1");
        node.client();

        node.pass(Duration.ofSeconds(1));

        Message.Beat beat = node.last(Message.Beat.class);
        assertEquals(Map.of("peerpeer", 3L, SteppedMember.NAME, 1L), beat.position());
        assertEquals(1, beat.lastSent());
        assertEquals(NodeState.READY, beat.state());
        assertEquals(1, beat.load());
        assertTrue(node.clock.millis() - beat.clockMillis() < 1_000);
        assertEquals(node.log.completeSinceSeconds(), beat.completeSinceSeconds());
    }

    @Test
    void aBeatNamesDeadStreamsToo() {
        ScriptedPeer peer = node.readyPeer("peerpeer");
        peer.says(1, 3);
        node.beats(peer, false);

        node.pass(SteppedMember.SETTLE.plusSeconds(2));

        Message.Beat beat = node.last(Message.Beat.class);
        assertEquals(Map.of("peerpeer", 3L), beat.position());
        assertEquals(Set.of("peerpeer"), beat.dead());
    }

    @Test
    void aBeatSaysNothingOfEventsThatWereNotSent() {
        node.readyPeer("peerpeer");
        node.way(Way.BROKEN);
        node.enter("1");
        node.way(Way.HEARD);

        node.pass(Duration.ofMillis(100));
        Message.Beat first = node.said(Message.Beat.class).get(0);

        assertEquals(0, first.lastSent());
        assertFalse(first.position().containsKey(SteppedMember.NAME));
    }

    @Test
    void anyMessageIsASignOfLife() {
        ScriptedPeer peer = node.readyPeer("peerpeer");
        node.beats(peer, false);
        for (int i = 1; i <= 20; i++) {
            node.pass(Duration.ofSeconds(1));
            peer.says(i, i);
        }

        assertEquals(1, node.member.status().peers());
    }

    @Test
    void aNodeThatHasLessAsksTheStreamsNode() {
        ScriptedPeer peer = node.readyPeer("peerpeer");
        ScriptedPeer third = node.readyPeer("thirdone").has("peerpeer", 9);
        peer.says(1, 1);

        peer.has("peerpeer", 3).beat();
        third.beat();
        node.pass(SPREAD);

        assertEquals(List.of("peerpeer: peerpeer 2-9"), node.questions());
    }

    @Test
    void whatAnotherClaimsOfALivingStreamIsAskedOfTheStreamsNode() {
        node.readyPeer("peerpeer");

        node.readyPeer("thirdone").has("peerpeer", 2).beat();
        node.pass(SPREAD);

        assertEquals(List.of("peerpeer: peerpeer 1-2"), node.questions());
    }

    @Test
    void ofADeadStreamThePeerIsAskedThatClaimedIt() {
        ScriptedPeer peer = node.readyPeer("peerpeer");
        peer.says(1, 1);
        node.readyPeer("otherone").has("peerpeer", 1).beat();
        node.beats(peer, false);
        node.pass(SteppedMember.DEAD.plusSeconds(2));

        node.readyPeer("thirdone").has("peerpeer", 3).beat();
        node.pass(SPREAD);

        assertEquals(List.of("thirdone: peerpeer 2-3"), node.questions());
    }

    @Test
    void theAnswerIsTakenFromWhoeverGivesIt() {
        ScriptedPeer peer = node.readyPeer("peerpeer");
        ScriptedPeer third = node.readyPeer("thirdone");
        peer.has("peerpeer", 2).beat();

        third.answers("peerpeer", 1, 2, ScriptedPeer.events("peerpeer", 1, 2));

        assertEquals(List.of("peerpeer-1", "peerpeer-2"), node.logged());
        assertEquals(0, node.member.status().lost());
    }

    @Test
    void aPeerAnswersFromItsLog() {
        node.readyPeer("peerpeer").says(1, 3);

        node.readyPeer("thirdone").asks(SteppedMember.NAME, "peerpeer", 2, 3);
        node.speak();

        Message.Answer answer = node.last(Message.Answer.class);
        assertEquals(new Range("peerpeer", 2, 3), answer.range());
        assertEquals(
                List.of("peerpeer-2 a", "peerpeer-3 a"),
                answer.events().stream().map(Event::toString).toList());
    }

    @Test
    void anAnswerSpeaksForNothingThatTheNodeHasNotTakenItself() {
        node.readyPeer("peerpeer").says(1, 3);

        node.readyPeer("thirdone").asks(SteppedMember.NAME, "peerpeer", 2, 9);
        node.speak();

        assertEquals(
                new Range("peerpeer", 2, 3), node.last(Message.Answer.class).range());
    }

    @Test
    void whatTheNodeDoesNotHoldAnyMoreIsNamed() {
        SteppedMember forgetful = SteppedMember.with().retaining(1).build().joined();
        ScriptedPeer peer = forgetful.readyPeer("peerpeer");
        peer.says(1, 3);
        peer.has(SteppedMember.NAME, 0).beat();
        forgetful.speak();

        peer.asks(SteppedMember.NAME, "peerpeer", 1, 3);
        forgetful.speak();

        Message.Answer answer = forgetful.last(Message.Answer.class);
        assertEquals(new Range("peerpeer", 1, 3), answer.range());
        assertEquals(
                List.of("peerpeer-3 a"),
                answer.events().stream().map(Event::toString).toList());
    }

    @Test
    void whatNotAllPeersHadLatelyIsHeldLongerThanItIsRetained() {
        SteppedMember forgetful = SteppedMember.with().retaining(1).build().joined();
        ScriptedPeer peer = forgetful.readyPeer("peerpeer");
        ScriptedPeer third = forgetful.readyPeer("thirdone");
        peer.says(1, 3);
        forgetful.speak();

        third.asks(SteppedMember.NAME, "peerpeer", 1, 3);
        forgetful.speak();

        assertEquals(3, forgetful.last(Message.Answer.class).events().size());
    }

    @Test
    void aQuestionToAnotherIsNotAnswered() {
        ScriptedPeer peer = node.readyPeer("peerpeer");
        peer.says(1, 3);

        node.readyPeer("thirdone").asks("peerpeer", "peerpeer", 1, 3);
        node.speak();

        assertEquals(List.of(), node.said(Message.Answer.class));
    }

    @Test
    void whenANodeDiesEveryPeerBeatsAtOnce() {
        ScriptedPeer peer = node.readyPeer("peerpeer");
        node.pass(Duration.ofMillis(1_450));
        node.beats(peer, false);
        peer.beat();
        node.pass(SteppedMember.DEAD.minusMillis(100));
        int before = node.said(Message.Beat.class).size();

        node.pass(Duration.ofSeconds(1));

        assertEquals(0, node.member.status().peers());
        assertEquals(before + 2, node.said(Message.Beat.class).size());
    }

    @Test
    void whenANodeIsHeardForTheFirstTimeEveryPeerBeatsSoon() {
        node.pass(Duration.ofMillis(1_500));
        node.forget();

        node.readyPeer("peerpeer");
        node.pass(Duration.ofMillis(200));

        assertEquals(1, node.said(Message.Beat.class).size());
    }
}
