package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.fanfare.cluster.SteppedMember.Way;
import org.fanfare.hub.PublishOutcome;
import org.junit.jupiter.api.Test;

/** R22: a node that leaves takes nothing more, and waits until the others have all that it took. */
class R22LeavingTest {
    private final SteppedMember node = SteppedMember.first();
    private final ScriptedPeer peer = node.readyPeer("peerpeer");

    @Test
    void publishesAreRefused() {
        node.member.leave();

        Told<PublishOutcome> told = new Told<>();
        node.member.publish(org.fanfare.event.Publication.of(new org.fanfare.topic.Topic("a"), "1"), told);
        assertInstanceOf(PublishOutcome.Unavailable.class, told.answer());
        assertFalse(node.member.isReady());
        assertEquals(List.of(), node.logged());
    }

    @Test
    void itStaysUnready() {
        node.member.leave();

        node.pass(Duration.ofSeconds(5));

        assertFalse(node.member.isReady());
    }

    @Test
    void whatItTookBeforeIsSentAndAcknowledged() {
        var told = node.enter("1");

        node.member.leave();
        node.speak();

        assertEquals(1, told.id().seq());
    }

    @Test
    void itSaysThatItLeavesAndWhatItsLastNumberIs() {
        node.publish("1");
        node.publish("2");

        node.member.leave();
        node.pass(Duration.ofMillis(100));

        Message.Beat beat = node.last(Message.Beat.class);
        assertEquals(NodeState.LEAVING, beat.state());
        assertEquals(2, beat.lastSent());
    }

    @Test
    void itWaitsUntilEveryReadyPeerHasAll() {
        ScriptedPeer third = node.readyPeer("thirdone");
        node.publish("1");
        peer.has(SteppedMember.NAME, 1).beat();

        node.member.leave();
        node.pass(Duration.ofSeconds(1));
        assertFalse(node.member.hasLeft());
        third.has(SteppedMember.NAME, 1).beat();

        assertTrue(node.member.hasLeft());
    }

    @Test
    void itWaitsForAPeerThatMayNeedItsState() {
        ScriptedPeer third = node.readyPeer("thirdone");
        third.state(NodeState.JOINING).beat();
        node.pass(Duration.ofSeconds(1));

        node.member.leave();
        node.pass(Duration.ofSeconds(1));
        assertFalse(node.member.hasLeft());
        third.state(NodeState.READY).beat();

        assertTrue(node.member.hasLeft());
    }

    @Test
    void itDoesNotWaitForPeersThatAreDead() {
        ScriptedPeer third = node.readyPeer("thirdone");
        third.state(NodeState.JOINING).beat();
        node.beats(third, false);
        ScriptedPeer fourth = node.readyPeer("fourthone");
        node.beats(fourth, false);
        node.pass(SteppedMember.DEAD.plusSeconds(2));
        node.publish("1");
        peer.has(SteppedMember.NAME, 1).beat();

        node.member.leave();
        node.pass(Duration.ofSeconds(1));

        assertTrue(node.member.hasLeft());
    }

    @Test
    void itHasNotLeftBeforeItHeardItselfSayThatItLeaves() {
        node.pass(Duration.ofMillis(300));
        node.way(Way.UNHEARD);
        node.member.leave();
        assertFalse(node.member.hasLeft());
        node.pass(Duration.ofMillis(100));
        assertFalse(node.member.hasLeft());

        node.hear(node.last(Message.Beat.class));

        assertTrue(node.member.hasLeft());
    }

    @Test
    void itHasNotLeftBeforeTheEndOfItsStreamCameBack() {
        node.way(Way.UNHEARD);
        node.publish("1");
        peer.has(SteppedMember.NAME, 1).beat();
        node.member.leave();
        node.way(Way.BROKEN);
        node.pass(Duration.ofSeconds(1));
        assertFalse(node.member.hasLeft());

        node.way(Way.HEARD);
        node.pass(Duration.ofSeconds(2));

        assertTrue(node.member.hasLeft());
    }

    @Test
    void theOthersTellHowFarTheyAreWhenANodeLeaves() {
        node.pass(Duration.ofMillis(1_500));
        node.forget();
        peer.says(1, 2);

        peer.state(NodeState.LEAVING).beat();
        node.pass(Duration.ofMillis(200));

        assertEquals(2L, node.last(Message.Beat.class).position().get("peerpeer"));
    }

    @Test
    void aNodeWhoseRunEndsWhileItLeavesDoesNotComeBack() {
        SteppedMember alone = SteppedMember.first();
        alone.member.leave();

        alone.peer(SteppedMember.NAME).nonce(new UUID(1, 2)).beat();
        alone.pass(Duration.ofSeconds(20));

        assertEquals("nextnode2", alone.log.node());
        assertFalse(alone.member.isReady());
        assertTrue(alone.member.hasLeft());
    }

    @Test
    void aNodeThatWasOnlySuspendedComesBackAsANewRun() {
        node.member.leave();
        node.pass(Duration.ofSeconds(1));

        node.member.comeBack();
        node.pass(Duration.ofSeconds(2));

        assertEquals("peerpeer", node.last(Message.TransferAsk.class).donor());
        assertEquals("nextnode2", node.last(Message.Beat.class).header().node());
        assertEquals(NodeState.JOINING, node.last(Message.Beat.class).state());
    }

    @Test
    void aNodeThatIsAloneHasLeftAtOnce() {
        SteppedMember alone = SteppedMember.first();
        alone.publish("1");
        alone.way(Way.BROKEN);

        alone.member.leave();

        assertTrue(alone.member.hasLeft());
    }

    @Test
    void awaitingTellsAtOnceWhenAllIsThere() throws InterruptedException {
        node.member.leave();
        node.speak();

        assertTrue(node.member.awaitLeft(Duration.ofMinutes(1)));
    }

    @Test
    void awaitingEndsWhenTheTimeIsOver() throws InterruptedException {
        node.way(Way.UNHEARD);
        node.publish("1");
        node.member.leave();

        assertFalse(node.member.awaitLeft(Duration.ZERO));
    }
}
