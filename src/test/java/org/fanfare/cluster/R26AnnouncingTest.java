package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.fanfare.hub.Arrival;
import org.fanfare.hub.Arriving;
import org.fanfare.presence.PresenceDigest;
import org.fanfare.protocol.ErrorCode;
import org.fanfare.topic.Topic;
import org.junit.jupiter.api.Test;

/** R26: a node announces its presence in its stream, tells in its beats what that comes to, and announces it anew when asked. */
class R26AnnouncingTest {
    private static final Topic ROOM = new Topic("room:a");
    private static final Duration TICK = Duration.ofMillis(100);

    private final SteppedMember node = SteppedMember.first();

    private static Told<Arrival> comes(SteppedMember to, String handle) {
        Told<Arrival> told = new Told<>();
        to.hub
                .presence()
                .arrive(
                        new Arriving(ROOM, handle, "u" + handle, null, Integer.MAX_VALUE, Arriving.Stay.UNTIL_DEPARTED),
                        told);
        return told;
    }

    private List<String> announced() {
        return node.said(Message.Events.class).stream()
                .flatMap(events -> events.events().stream())
                .filter(event -> event.publication().handling().isPresence())
                .map(event -> event.payload())
                .toList();
    }

    @Test
    void theFirstIsAnnouncedAtOnceAndThoseAfterItTogether() {
        node.readyPeer("peerpeer");
        for (int i = 0; i < 100; i++) {
            comes(node, "h" + i);
        }
        node.speak();
        assertEquals(1, announced().size());
        assertEquals(1, node.hub.presence().count(ROOM));

        node.pass(TICK);

        assertEquals(2, announced().size());
        assertEquals(100, node.hub.presence().count(ROOM));
    }

    @Test
    void anAnnouncementIsNoLargerThanManyChanges() {
        node.readyPeer("peerpeer");
        for (int i = 0; i < 1_000; i++) {
            comes(node, "h" + i);
        }
        node.pass(Duration.ofSeconds(1));

        assertEquals(1 + 5, announced().size());
        assertTrue(announced().stream().allMatch(text -> text.length() < 40_000));
    }

    @Test
    void whoComesIsToldHowManyThereAre() {
        Told<Arrival> told = comes(node, "1");

        assertEquals(1, ((Arrival.Sits) told.answer()).members());
    }

    @Test
    void aNodeOfItsOwnHasPresenceToo() {
        SteppedMember alone = SteppedMember.with().lonely().build();
        Told<Arrival> first = comes(alone, "1");
        Told<Arrival> second = comes(alone, "2");
        assertFalse(first.isOpen());
        assertTrue(second.isOpen());

        alone.pass(TICK);

        assertEquals(2, ((Arrival.Sits) second.answer()).members());
        assertEquals(2, alone.log.last(alone.log.node()));
    }

    @Test
    void aNodeThatHasNotJoinedRefuses() {
        SteppedMember joining = SteppedMember.with().build();

        Arrival refused = comes(joining, "1").answer();

        assertEquals(ErrorCode.UNAVAILABLE, ((Arrival.Refused) refused).code());
    }

    @Test
    void whatIsNotSentYetIsNotInTheDigest() {
        node.readyPeer("peerpeer");
        node.way(SteppedMember.Way.UNHEARD);
        for (int i = 0; i < 20; i++) {
            comes(node, "h" + i);
            node.pass(Duration.ofMillis(300));
        }

        List<Message.Beat> beats = node.said(Message.Beat.class);
        assertTrue(beats.stream().allMatch(beat -> beat.presence().seq() <= beat.lastSent()));
        PresenceDigest last = beats.get(beats.size() - 1).presence();
        assertEquals(last.seq(), last.count());
        assertTrue(last.count() > 10);
    }

    @Test
    void aDigestThatDiffersIsAskedFor() {
        ScriptedPeer peer = node.readyPeer("peerpeer");
        node.forget();

        peer.present(new PresenceDigest(0, 3, 17)).beat();
        node.speak();
        peer.beat();
        node.speak();
        assertEquals(1, node.said(Message.Renew.class).size());
        assertEquals("peerpeer", node.last(Message.Renew.class).owner());

        node.pass(Duration.ofSeconds(4));
        assertEquals(2, node.said(Message.Renew.class).size());
    }

    @Test
    void aDigestOfWhatHasNotComeYetIsNotAskedFor() {
        ScriptedPeer peer = node.readyPeer("peerpeer");
        node.forget();

        peer.present(new PresenceDigest(5, 3, 17)).beat();
        node.speak();

        assertEquals(List.of(), node.said(Message.Renew.class));
    }

    @Test
    void whatAnotherNodeHasAskedForIsNotAskedForAgain() {
        ScriptedPeer peer = node.readyPeer("peerpeer");
        ScriptedPeer other = node.readyPeer("otherone");
        node.forget();

        other.asksAnew("peerpeer");
        peer.present(new PresenceDigest(0, 3, 17)).beat();
        node.speak();

        assertEquals(List.of(), node.said(Message.Renew.class));
    }

    @Test
    void whoIsAskedAnnouncesAllAnewOnceForAllWhoAsk() {
        ScriptedPeer peer = node.readyPeer("peerpeer");
        comes(node, "1");
        node.pass(TICK);
        node.forget();

        for (int i = 0; i < 3; i++) {
            peer.asksAnew(node.log.node());
            node.pass(TICK);
        }

        assertEquals(1, announced().size());
        String text = announced().get(0);
        assertTrue(text.startsWith("[[\"b\"],[\"h\",\"room:a\",\"1\",\"u1\","), text);
        assertTrue(text.endsWith(",[\"e\",1]]"), text);
    }

    @Test
    void anOutageHoldsAnnouncementsBackAndLosesNone() {
        node.readyPeer("peerpeer");
        node.way(SteppedMember.Way.BROKEN);
        for (int i = 0; i < 3_000; i++) {
            comes(node, "h" + i);
            if (i % 100 == 0) {
                node.pass(TICK);
            }
        }
        node.way(SteppedMember.Way.HEARD);
        node.pass(Duration.ofSeconds(3));

        assertEquals(3_000, node.hub.presence().count(ROOM));
        assertEquals(3_000, node.last(Message.Beat.class).presence().count());
    }
}
