package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.fanfare.cluster.SteppedMember.Way;
import org.fanfare.protocol.CloseCode;
import org.fanfare.testkit.FakeConnection;
import org.junit.jupiter.api.Test;

/** R20: death is an opinion; but a node that the others went on without for longer than the settle time begins anew. */
class R20SettleTest {
    private final SteppedMember node = SteppedMember.first();
    private final ScriptedPeer peer = node.readyPeer("peerpeer");

    @Test
    void aPeerWithoutASignOfLifeCountsAsDead() {
        node.beats(peer, false);

        node.pass(SteppedMember.DEAD.minusSeconds(1));
        assertEquals(1, node.member.status().peers());
        node.pass(Duration.ofSeconds(3));

        assertEquals(0, node.member.status().peers());
        peer.says(1, 1);
        assertEquals(1, node.member.status().peers());
    }

    @Test
    void itsStreamCountsAsDeadAndItsDeathIsTakenBack() {
        peer.says(1, 1);
        node.beats(peer, false);
        node.pass(SteppedMember.DEAD.plusSeconds(2));
        assertEquals(List.of("peerpeer"), node.log.deadStreams());

        node.beats(peer, true);

        assertEquals(List.of(), node.log.deadStreams());
    }

    @Test
    void numbersThatFollowADeathAreTaken() {
        peer.says(1, 1);
        node.beats(peer, false);
        node.pass(SteppedMember.SETTLE.plusSeconds(2));

        peer.says(2, 2);

        assertEquals(List.of("peerpeer-1", "peerpeer-2"), node.logged());
    }

    @Test
    void repairsOfADeadStreamAreAnswered() {
        peer.says(1, 2);
        node.beats(peer, false);
        node.pass(SteppedMember.SETTLE.plusSeconds(2));

        node.readyPeer("thirdone").asks(SteppedMember.NAME, "peerpeer", 1, 2);
        node.speak();

        assertEquals(2, node.last(Message.Answer.class).events().size());
    }

    @Test
    void aNodeThatHeardNobodyForTheSettleTimeIsAlone() {
        node.beats(peer, false);
        node.pass(SteppedMember.SETTLE.plusSeconds(2));
        node.way(Way.UNHEARD);

        assertEquals(1, node.publish("1").id().seq());
    }

    @Test
    void beforeTheSettleTimeItIsNot() {
        node.beats(peer, false);
        node.pass(SteppedMember.SETTLE.minusSeconds(2));
        node.way(Way.UNHEARD);

        assertTrue(node.publish("1").isOpen());
    }

    @Test
    void aDeafNodeDeclaresNobodyDead() {
        node.way(Way.UNHEARD);

        node.pass(SteppedMember.SETTLE.minusSeconds(2));

        assertEquals(1, node.member.status().peers());
    }

    @Test
    void neitherDoesANodeThatIsJustComingOutOfAnOutage() {
        node.way(Way.UNHEARD);
        node.pass(SteppedMember.DEAD.multipliedBy(2));

        node.way(Way.HEARD);
        node.beats(peer, false);
        node.pass(Duration.ofSeconds(5));

        assertEquals(1, node.member.status().peers());
    }

    @Test
    void whatAPeerDidNotSayWhileThisNodeHeardNothingIsNotHeldAgainstIt() {
        node.beats(peer, false);
        node.pass(SteppedMember.DEAD.minusSeconds(4));

        node.way(Way.UNHEARD);
        node.pass(SteppedMember.DEAF.minusMillis(200));

        assertEquals(1, node.member.status().peers());
    }

    @Test
    void aNodeThatTheOthersWentOnWithoutBeginsANewRun() {
        FakeConnection client = node.client();

        beApart(SteppedMember.SETTLE.plusSeconds(20));
        peer.beat();
        assertFalse(node.member.isReady());
        node.pass(Duration.ofSeconds(20));

        assertEquals(CloseCode.DRAINED, client.closedWith());
        assertTrue(client.received().stream().anyMatch(frame -> frame.text().contains("\"goodbye\"")));
        assertNotEquals(SteppedMember.NAME, node.log.node());
    }

    @Test
    void itsNewRunTakesOverTheStateOfAnother() {
        beApart(SteppedMember.SETTLE.plusSeconds(20));
        node.beats(peer, true);
        node.forget();

        node.pass(Duration.ofSeconds(2));

        Message.TransferAsk ask = node.last(Message.TransferAsk.class);
        assertEquals("nextnode2", ask.header().node());
        assertFalse(node.member.isReady());
        assertEquals(List.of("begun anew"), node.logged());
    }

    @Test
    void afterAShorterSeparationItGoesOn() {
        beApart(SteppedMember.SETTLE.minusSeconds(5));

        peer.beat();

        assertTrue(node.member.isReady());
        assertEquals(SteppedMember.NAME, node.log.node());
    }

    @Test
    void afterAnOutageThatAllHadAlikeItGoesOn() {
        beApart(SteppedMember.SETTLE.plusSeconds(20));

        peer.apart(SteppedMember.SETTLE.plusSeconds(18)).beat();

        assertTrue(node.member.isReady());
    }

    @Test
    void amongNodesThatAllBeganAfterTheOutageItGoesOn() {
        beApart(SteppedMember.SETTLE.plusSeconds(20));

        peer.completeSince(node.clock.instant().getEpochSecond()).beat();

        assertTrue(node.member.isReady());
    }

    @Test
    void aBeatTellsForHowLongItsNodeWasApart() {
        beApart(Duration.ofSeconds(40));

        node.pass(Duration.ofSeconds(1));

        long apartMillis = node.last(Message.Beat.class).apartMillis();
        assertTrue(apartMillis > 38_000 && apartMillis < 42_000);
    }

    @Test
    void aNodeThatWasApartAndFindsNobodyIsCompleteSinceTheReunion() {
        node.beats(peer, false);
        long before = node.log.completeSinceSeconds();
        node.way(Way.UNHEARD);
        node.pass(SteppedMember.SETTLE.plusSeconds(20));
        node.way(Way.HEARD);

        node.pass(SteppedMember.DEAD.plusSeconds(10));

        assertTrue(node.log.completeSinceSeconds() > before);
        assertTrue(node.member.isReady());
    }

    @Test
    void whatEnteredWhileItWasApartIsUnavailableWhenItsRunEnds() {
        node.way(Way.UNHEARD);
        node.pass(SteppedMember.SETTLE.plusSeconds(20));
        var told = node.publish("1");

        node.way(Way.HEARD);
        node.pass(Duration.ofSeconds(2));

        assertFalse(told.isOpen());
    }

    /** Lets it hear nothing for so long, and then itself. */
    private void beApart(Duration time) {
        node.beats(peer, false);
        node.way(Way.UNHEARD);
        node.pass(time);
        node.way(Way.HEARD);
        node.pass(SteppedMember.BEAT);
    }
}
