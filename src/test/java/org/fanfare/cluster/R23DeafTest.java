package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.fanfare.cluster.SteppedMember.Way;
import org.fanfare.testkit.ManualTicker;
import org.junit.jupiter.api.Test;

/** R23: a node that does not hear its own beats is deaf, says so, and subscribes anew. */
class R23DeafTest {
    private static final Duration TURN = Duration.ofMillis(200);

    private final SteppedMember node = SteppedMember.first();

    @Test
    void aNodeThatDoesNotHearItselfForFiveBeatsIsDeaf() {
        node.way(Way.UNHEARD);

        node.pass(SteppedMember.DEAF.minusSeconds(1));
        assertFalse(node.member.status().deaf());
        node.pass(Duration.ofSeconds(2));

        assertTrue(node.member.status().deaf());
    }

    @Test
    void aNodeThatHearsOthersButNotItselfIsDeafToo() {
        ScriptedPeer peer = node.readyPeer("peerpeer");
        node.way(Way.UNHEARD);
        for (int i = 0; i < 8; i++) {
            node.pass(Duration.ofSeconds(1));
            peer.beat();
        }

        assertTrue(node.member.status().deaf());
    }

    @Test
    void itHearsAgainWithTheFirstBeatOfItsOwn() {
        node.way(Way.UNHEARD);
        node.pass(SteppedMember.DEAF.plusSeconds(2));

        node.hear(node.last(Message.Beat.class));

        assertFalse(node.member.status().deaf());
    }

    @Test
    void stampsStandStillWhileItIsDeaf() {
        node.way(Way.UNHEARD);
        node.pass(SteppedMember.DEAF.plusSeconds(1));
        long frozen = node.log.position().stampSeconds();

        node.pass(Duration.ofSeconds(30));
        assertEquals(frozen, node.log.position().stampSeconds());
        node.way(Way.HEARD);
        node.pass(Duration.ofSeconds(2));

        assertTrue(node.log.position().stampSeconds() >= frozen + 30);
    }

    @Test
    void itSubscribesAnewAgainAndAgain() {
        node.way(Way.UNHEARD);
        node.pass(SteppedMember.DEAF.plusSeconds(1));
        assertEquals(0, node.renewals());

        node.pass(Duration.ofSeconds(12));

        assertEquals(2, node.renewals());
    }

    @Test
    void whileTheBackplaneIsDownThereIsNothingToSubscribeTo() {
        node.way(Way.BROKEN);

        node.pass(Duration.ofSeconds(30));

        assertEquals(0, node.renewals());
    }

    @Test
    void aNodeThatNeverHeardItselfSubscribesAnewToo() {
        SteppedMember starting = SteppedMember.with().build();
        starting.way(Way.UNHEARD);

        starting.pass(Duration.ofSeconds(12));

        assertTrue(starting.renewals() > 0);
        assertTrue(starting.member.status().deaf());
    }

    @Test
    void publishesOfADeafNodeWaitAlsoWhenItIsAlone() {
        node.way(Way.UNHEARD);
        node.pass(SteppedMember.DEAF.plusSeconds(1));

        assertTrue(node.publish("1").isOpen());
    }

    @Test
    void aNodeWhoseClockIsTooFarFromAPeersIsNotReady() {
        SteppedMember joining = SteppedMember.with().build();
        ScriptedPeer donor = joining.peer("peerpeer").ahead(SteppedMember.SKEW.plusSeconds(1));
        joining.beats(donor, true);

        joining.pass(Duration.ofSeconds(5));

        assertTrue(joining.member.status().clocksApart());
        assertFalse(joining.member.isReady());
        assertEquals(List.of(), joining.said(Message.TransferAsk.class));
    }

    @Test
    void itJoinsWhenTheClocksAgree() {
        SteppedMember joining = SteppedMember.with().build();
        ScriptedPeer donor = joining.peer("peerpeer").ahead(SteppedMember.SKEW.plusSeconds(1));
        joining.beats(donor, true);
        joining.pass(Duration.ofSeconds(2));

        donor.ahead(Duration.ZERO);
        joining.pass(Duration.ofSeconds(10));

        assertEquals("peerpeer", joining.last(Message.TransferAsk.class).donor());
    }

    @Test
    void theClockOfANodeThatDiedIsNotHeldAgainstThisOne() {
        SteppedMember joining = SteppedMember.with().build();
        ScriptedPeer donor = joining.peer("peerpeer").ahead(SteppedMember.SKEW.plusSeconds(1));
        joining.beats(donor, true);
        joining.pass(TURN);
        joining.beats(donor, false);

        joining.pass(SteppedMember.DEAD.plusSeconds(4));

        assertFalse(joining.member.status().clocksApart());
        assertTrue(joining.member.isReady());
    }

    @Test
    void aMessageThatWasLongOnItsWayDoesNotMakeAClockLate() {
        ScriptedPeer peer = node.readyPeer("peerpeer");
        peer.beat();

        peer.ahead(SteppedMember.SKEW.plusSeconds(30).negated()).beat();

        assertFalse(node.member.status().clocksApart());
    }

    @Test
    void aClockThatIsLateInEveryMessageIsLate() {
        ScriptedPeer peer = node.readyPeer("peerpeer")
                .ahead(SteppedMember.SKEW.plusSeconds(1).negated());

        node.pass(Duration.ofSeconds(10));

        assertTrue(node.member.status().clocksApart());
        peer.ahead(Duration.ZERO).beat();
        assertFalse(node.member.status().clocksApart());
    }

    @Test
    void hearingCountsFromTheLastBeatHeard() {
        long last = new ManualTicker(Long.MAX_VALUE).nanos();
        Hearing hearing = new Hearing(100, last - 50);

        assertFalse(hearing.isDeaf(last + 49));
        assertTrue(hearing.isDeaf(last + 50));
        assertEquals(0, hearing.heard(last + 60), "it never heard anything before");
        assertFalse(hearing.isDeaf(last + 159));
        assertEquals(120, hearing.heard(last + 180));
        assertEquals(0, hearing.heard(last + 190));
        assertEquals(20, hearing.silenceNanos(last + 210));
    }
}
