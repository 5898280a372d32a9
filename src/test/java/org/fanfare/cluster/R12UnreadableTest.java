package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.fanfare.protocol.CloseCode;
import org.junit.jupiter.api.Test;

/** R12: what cannot be read is lost under its numbers, never skipped; and a node whose name is taken takes a new one. */
class R12UnreadableTest {
    private final SteppedMember node = SteppedMember.first();
    private final ScriptedPeer peer = node.readyPeer("peerpeer");

    @Test
    void aBatchThatCannotBeReadIsLostUnderItsNumbers() {
        peer.says(1, 2);
        peer.saysUnreadably(3, 2);
        peer.says(5, 5);

        assertEquals(List.of("peerpeer-1", "peerpeer-2", "lost peerpeer 3-4", "peerpeer-5"), node.logged());
        assertEquals(2, node.member.status().lost());
    }

    @Test
    void aBatchThatCannotBeReadBeyondAHoleLeavesTheHoleToBeRepaired() {
        peer.says(1, 1);
        peer.saysUnreadably(4, 1);
        peer.has("peerpeer", 4);
        node.pass(Duration.ofMillis(400));
        assertEquals(List.of("peerpeer: peerpeer 2-4"), node.questions());

        peer.answers("peerpeer", 2, 4, ScriptedPeer.events("peerpeer", 2, 3));

        assertEquals(List.of("peerpeer-1", "peerpeer-2", "peerpeer-3", "lost peerpeer 4-4"), node.logged());
    }

    @Test
    void whatCannotBeReadAndHoldsNoEventsLosesNothing() {
        peer.says(1, 1);
        peer.saysUnreadably(2, 0);
        peer.says(2, 2);

        assertEquals(List.of("peerpeer-1", "peerpeer-2"), node.logged());
    }

    @Test
    void whatCannotBeReadIsASignOfLife() {
        node.beats(peer, false);
        for (int i = 0; i < 20; i++) {
            node.pass(Duration.ofSeconds(1));
            peer.saysUnreadably(1, 0);
        }

        assertEquals(1, node.member.status().peers());
    }

    @Test
    void whatCannotBeReadWaitsWhileTheStateIsTakenOver() {
        SteppedMember joining = SteppedMember.with().build();
        ScriptedPeer donor = joining.readyPeer("peerpeer").has("peerpeer", 1);
        joining.pass(Duration.ofMillis(200));
        donor.saysUnreadably(2, 1);
        assertEquals(List.of(), joining.logged());

        donor.handsOn(States.of("peerpeer", 1), 1);

        assertEquals(List.of("begun anew", "lost peerpeer 2-2"), joining.logged());
        assertEquals(2, joining.log.last("peerpeer"));
        assertEquals(1, joining.member.status().lost());
    }

    @Test
    void anotherClustersMessagesAreLeftAlone() {
        Wire other = new Wire("shop2");
        node.member.receive(other.write(new Message.Events(
                other.header("otherone", new UUID(1, 2), 1, 1), false, ScriptedPeer.events("otherone", 1, 1))));

        assertEquals(List.of(), node.logged());
        assertEquals(1, node.member.status().peers());
    }

    @Test
    void aNodeThatHearsItsNameFromAnotherNodeTakesANewOne() {
        var client = node.client();

        node.peer(SteppedMember.NAME).nonce(new UUID(1, 2)).beat();
        assertFalse(node.member.isReady());
        node.pass(Duration.ofSeconds(20));

        assertEquals(CloseCode.DRAINED, client.closedWith());
        assertNotEquals(SteppedMember.NAME, node.member.status().node());
        assertEquals(node.log.node(), node.member.status().node());
    }

    @Test
    void itJoinsAnewUnderItsNewName() {
        node.peer(SteppedMember.NAME).nonce(new UUID(1, 2)).beat();
        node.forget();
        node.pass(Duration.ofSeconds(1));

        Message.TransferAsk ask = node.last(Message.TransferAsk.class);
        peer.state(States.of("peerpeer", 3), ask.header().node(), ask.attempt());
        assertEquals("nextnode2", ask.header().node());
        assertEquals("peerpeer", ask.donor());
    }

    @Test
    void ofTwoPeersOfOneNameOnlyTheFirstIsHeard() {
        peer.says(1, 1);
        ScriptedPeer second = node.peer("peerpeer").nonce(new UUID(1, 2));

        second.says(2, 2);

        assertEquals(List.of("peerpeer-1"), node.logged());
    }
}
