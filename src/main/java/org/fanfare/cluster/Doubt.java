package org.fanfare.cluster;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.fanfare.hub.Backplane;

/**
 * Whether something may have passed unheard that this node does not know of: it subscribed anew, or a beat of its own is missing. Each
 * peer dispels it by its next beat, which tells where it stands; one that seems dead has some beats' time for that. Guarded by the
 * member.
 */
final class Doubt {
    private static final int BEATS_OF_THE_DEAD = 3;

    private final Backplane backplane;
    private final Peers peers;
    private final long deadNanos;
    private final Set<String> unheard = new HashSet<>();
    private int subscriptions;
    private long heardBeat;
    private long begunNanos;

    Doubt(Backplane backplane, Peers peers, Duration beat) {
        this.backplane = backplane;
        this.peers = peers;
        this.deadNanos = beat.toNanos() * BEATS_OF_THE_DEAD;
        this.subscriptions = backplane.subscriptions();
    }

    /** Looks whether this node subscribed anew. */
    void review(long nowNanos) {
        int now = backplane.subscriptions();
        if (now != subscriptions) {
            subscriptions = now;
            begin(nowNanos);
        }
    }

    private void begin(long nowNanos) {
        begunNanos = nowNanos;
        peers.all().forEach(peer -> unheard.add(peer.name()));
    }

    /** This node heard a beat of its own. */
    void heardOwnBeat(long number, long nowNanos) {
        if (number > heardBeat + 1) {
            begin(nowNanos);
        }
        heardBeat = Math.max(heardBeat, number);
    }

    /** A peer told where it stands. */
    void heardBeat(String peer) {
        unheard.remove(peer);
    }

    boolean isOpen(long nowNanos) {
        if (unheard.isEmpty()) {
            return false;
        }
        boolean deadAreDead = nowNanos - begunNanos >= deadNanos;
        unheard.removeIf(name -> peers.get(name) == null || (deadAreDead && !peers.isLiving(name)));
        return !unheard.isEmpty();
    }
}
