package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.fanfare.cluster.SteppedMember.Way;
import org.fanfare.event.EventId;
import org.fanfare.hub.PublishOutcome;
import org.junit.jupiter.api.Test;

/** R13: a publish is acknowledged when the node has heard its own message back. */
class R13AcknowledgeTest {
    private static final String LARGE = "\"" + "x".repeat(3_000) + "\"";

    private final SteppedMember node = SteppedMember.first();

    @Test
    void aloneAPublishIsAcknowledgedWhenItIsPlaced() {
        node.way(Way.UNHEARD);

        assertEquals(new EventId(SteppedMember.NAME, 1), node.enter("1").id());
        node.speak();
        assertEquals(List.of(), node.said(Message.Events.class));
    }

    @Test
    void aNodeWithoutABackplaneAcknowledgesAtOnce() {
        SteppedMember lonely = SteppedMember.with().lonely().build();

        assertTrue(lonely.member.isReady());
        assertEquals(new EventId(SteppedMember.NAME, 1), lonely.enter("1").id());
        assertTrue(lonely.catchUp().answer());
        assertTrue(lonely.member.hasLeft());
    }

    @Test
    void withAPeerItWaitsUntilItIsHeard() {
        node.readyPeer("peerpeer");
        node.way(Way.UNHEARD);

        var told = node.publish("1");
        assertTrue(told.isOpen());
        node.hear(node.last(Message.Events.class));

        assertEquals(new EventId(SteppedMember.NAME, 1), told.id());
    }

    @Test
    void whatIsSentAndNotHeardIsSentAgain() {
        node.readyPeer("peerpeer");
        node.way(Way.UNHEARD);
        var told = node.publish("1");
        node.forget();

        node.way(Way.HEARD);
        node.pass(Duration.ofSeconds(2));

        assertEquals(1, node.said(Message.Events.class).size());
        assertEquals(new EventId(SteppedMember.NAME, 1), told.id());
    }

    @Test
    void aHoleInWhatIsHeardIsSentAgainAndNothingBehindItIsAcknowledgedBefore() {
        node.readyPeer("peerpeer");
        node.way(Way.UNHEARD);
        var first = node.publish("1");
        node.way(Way.HEARD);
        var second = node.enter("2");
        node.speak();

        assertEquals(new EventId(SteppedMember.NAME, 1), first.id());
        assertEquals(new EventId(SteppedMember.NAME, 2), second.id());
        assertEquals(List.of(1L, 2L, 1L), firstSeqs());
    }

    private List<Long> firstSeqs() {
        return node.said(Message.Events.class).stream()
                .map(events -> events.header().firstSeq())
                .toList();
    }

    @Test
    void whatIsHeardTwiceIsAcknowledgedOnce() {
        node.readyPeer("peerpeer");
        var told = node.publish("1");

        node.hear(node.last(Message.Events.class));

        assertEquals(new EventId(SteppedMember.NAME, 1), told.id());
    }

    @Test
    void whatPeersMissIsKnownToBeHeardWhenTheAnswerToThemComesBack() {
        ScriptedPeer peer = node.readyPeer("peerpeer");
        node.way(Way.UNHEARD);
        var told = node.publish("1");
        peer.asks(SteppedMember.NAME, SteppedMember.NAME, 1, 1);
        node.way(Way.HEARD);

        node.speak();

        assertEquals(1, node.said(Message.Answer.class).size());
        assertEquals(new EventId(SteppedMember.NAME, 1), told.id());
    }

    @Test
    void whereTheBrokerLivesInsideANodeAPublishWaitsForThePositionOfAPeer() {
        SteppedMember confirmed =
                SteppedMember.with().confirmingByPeer().build().joined();
        ScriptedPeer peer = confirmed.readyPeer("peerpeer");

        var told = confirmed.publish("1");
        assertTrue(confirmed.last(Message.Events.class).confirm());
        assertTrue(told.isOpen());
        peer.has(SteppedMember.NAME, 1).beat();

        assertEquals(new EventId(SteppedMember.NAME, 1), told.id());
    }

    @Test
    void withoutALivingPeerItsOwnMessageIsEnoughThereToo() {
        SteppedMember confirmed =
                SteppedMember.with().confirmingByPeer().build().joined();
        ScriptedPeer peer = confirmed.readyPeer("peerpeer");
        confirmed.beats(peer, false);
        confirmed.pass(SteppedMember.DEAD.plusSeconds(2));

        assertEquals(new EventId(SteppedMember.NAME, 1), confirmed.publish("1").id());
    }

    @Test
    void aPeerThatIsStillJoiningKeepsNothingYet() {
        SteppedMember confirmed =
                SteppedMember.with().confirmingByPeer().build().joined();
        confirmed.readyPeer("peerpeer").state(NodeState.JOINING).beat();

        assertEquals(new EventId(SteppedMember.NAME, 1), confirmed.publish("1").id());
    }

    @Test
    void aPeerThatIsAskedToConfirmBeatsSoon() {
        ScriptedPeer peer = node.readyPeer("peerpeer");
        node.pass(Duration.ofMillis(1_500));
        node.forget();

        peer.events(ScriptedPeer.events("peerpeer", 1, 1), true);
        node.ticker.advance(Duration.ofMillis(3));
        node.speak();

        assertEquals(1L, node.last(Message.Beat.class).position().get("peerpeer"));
    }

    @Test
    void aRefusedBatchIsSentAgainEventByEvent() {
        node.readyPeer("peerpeer");
        node.refusesPast(1_000);
        var first = node.enter("1");
        var second = node.enter(LARGE);
        var third = node.enter("3");

        node.speak();

        assertEquals(new EventId(SteppedMember.NAME, 1), first.id());
        assertInstanceOf(PublishOutcome.TooLarge.class, second.answer());
        assertEquals(new EventId(SteppedMember.NAME, 3), third.id());
        assertEquals(List.of(1L, 3L), firstSeqs());
    }

    @Test
    void anEventRefusedAloneIsLostUnderItsNumber() {
        node.readyPeer("peerpeer");
        node.refusesPast(1_000);
        node.publish(LARGE);

        Message.Answer answer = node.last(Message.Answer.class);
        assertEquals(new Range(SteppedMember.NAME, 1, 1), answer.range());
        assertEquals(List.of(), answer.events());
    }

    @Test
    void theNumberOfAnEventRefusedAloneIsAnsweredAsLostToThoseWhoAskLater() {
        ScriptedPeer peer = node.readyPeer("peerpeer");
        node.refusesPast(1_000);
        node.publish(LARGE);
        node.forget();

        peer.asks(SteppedMember.NAME, SteppedMember.NAME, 1, 1);
        node.speak();

        assertEquals(List.of(), node.last(Message.Answer.class).events());
    }

    @Test
    void aNodeThatJoinsLaterTakesItForLostToo() {
        node.readyPeer("peerpeer");
        node.refusesPast(1_000);
        node.publish("1");
        node.publish(LARGE);
        node.publish("3");

        node.peer("joinjoin").asksForState(SteppedMember.NAME, 1);
        node.speak();

        Snapshot piece = node.last(Message.TransferPart.class).piece();
        assertEquals(
                List.of("thisnode-1 a", "thisnode-3 a"),
                piece.log().events().stream()
                        .map(held -> held.event().toString())
                        .toList());
        assertEquals(2, piece.log().streams().get(0).lostTo());
        assertEquals(3, node.last(Message.TransferEnd.class).position().get(SteppedMember.NAME));
    }

    @Test
    void whatOneEventRefusedDoesNotHoldUpIsSentInBatchesAgain() {
        node.readyPeer("peerpeer");
        node.refusesPast(1_000);
        node.enter(LARGE);
        node.enter("2");
        node.speak();
        node.forget();

        node.enter("3");
        node.enter("4");
        node.speak();

        assertEquals(2, node.last(Message.Events.class).events().size());
    }
}
