package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.fanfare.presence.PresenceDigest;
import org.fanfare.testkit.ManualTicker;
import org.junit.jupiter.api.Test;

/** R20: who lives, who died, and who has what. */
class PeersTest {
    private static final UUID NONCE = new UUID(1, 2);

    private final Peers peers = new Peers(100, 1_000);
    private final long start = new ManualTicker(Long.MAX_VALUE - 10).nanos();

    @Test
    void aDeathIsToldOnce() {
        heard("peerpeer", 0);

        assertEquals(List.of(), peers.newlyDead(start + 99));
        assertEquals(1, peers.newlyDead(start + 100).size());
        assertEquals(List.of(), peers.newlyDead(start + 200));
        assertFalse(peers.isLiving("peerpeer"));
    }

    @Test
    void theDeadAreForgottenAfterTheSettleTime() {
        heard("peerpeer", 0);
        peers.newlyDead(start + 100);

        peers.forgetLongDead(start + 999);
        assertFalse(peers.isEmpty());
        peers.forgetLongDead(start + 1_000);

        assertTrue(peers.isEmpty());
    }

    @Test
    void thePardonedBeginAnew() {
        heard("peerpeer", 0);

        peers.pardon(start + 500);

        assertEquals(List.of(), peers.newlyDead(start + 599));
        assertTrue(peers.isNobodyHeardSince(start + 500));
        heard("peerpeer", 501);
        assertFalse(peers.isNobodyHeardSince(start + 500));
    }

    @Test
    void anotherNodeOfAKnownNameIsNotThatNode() {
        heard("peerpeer", 0);

        assertNull(peers.heard("peerpeer", new UUID(3, 4), start));
        assertNotNull(peers.heard("peerpeer", NONCE, start));
    }

    @Test
    void noMoreThanABoundAreKnown() {
        for (int i = 0; i < 1_000; i++) {
            assertNotNull(peers.heard("node" + (1_000 + i), NONCE, start));
        }

        assertNull(peers.heard("onemore0", NONCE, start));
        assertEquals(1_000, peers.all().size());
    }

    @Test
    void whatAllHaveIsWhatTheLastHas() {
        assertEquals(Long.MAX_VALUE, peers.coveredByAll("streamaa"));

        beat(heard("peerpeer", 0), NodeState.READY, Map.of("streamaa", 7L));
        beat(heard("otherone", 0), NodeState.READY, Map.of("streamaa", 5L));
        assertEquals(5, peers.coveredByAll("streamaa"));
        heard("streamaa", 0);

        assertEquals(5, peers.coveredByAll("streamaa"), "its own node has it");
        assertEquals(0, peers.coveredByAll("streambb"));
    }

    @Test
    void whatOneHasIsWhatTheBestLivingHas() {
        assertEquals(-1, peers.coveredByOne("streamaa"));

        beat(heard("peerpeer", 0), NodeState.READY, Map.of("streamaa", 7L));
        beat(heard("otherone", 0), NodeState.LEAVING, Map.of("streamaa", 9L));
        beat(heard("joinjoin", 0), NodeState.JOINING, Map.of("streamaa", 11L));
        assertEquals(9, peers.coveredByOne("streamaa"));
        heard("joinjoin", 50);
        peers.newlyDead(start + 120);

        assertEquals(-1, peers.coveredByOne("streamaa"));
    }

    @Test
    void itsOwnNodeIsAskedFirstThenWhoHasMost() {
        Hole hole = new Hole(3, 3, start);
        assertNull(peers.holderOf("streamaa", hole));
        beat(heard("peerpeer", 0), NodeState.READY, Map.of("streamaa", 3L));
        beat(heard("otherone", 0), NodeState.READY, Map.of("streamaa", 5L));
        beat(heard("poorpoor", 0), NodeState.READY, Map.of("streamaa", 2L));
        heard("streamaa", 0);

        assertEquals("streamaa", holder(hole));
        hole.deniedBy("streamaa");
        assertEquals("otherone", holder(hole));
        hole.deniedBy("otherone");
        assertEquals("peerpeer", holder(hole));
        hole.deniedBy("peerpeer");

        assertNull(peers.holderOf("streamaa", hole));
    }

    private String holder(Hole hole) {
        Peer holder = peers.holderOf("streamaa", hole);
        return holder == null ? "nobody" : holder.name();
    }

    private Peer heard(String name, long after) {
        Peer peer = peers.heard(name, NONCE, start + after);
        assertNotNull(peer);
        return peer;
    }

    private static void beat(Peer peer, NodeState state, Map<String, Long> position) {
        Header header = new Wire("shop").header(peer.name(), NONCE);
        peer.beat(new Message.Beat(header, state, 1, 0, 0, 0, position, Set.of(), 0, 0, PresenceDigest.NONE), 0);
    }
}
