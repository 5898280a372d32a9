package org.fanfare.cluster;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The other nodes, living and lately dead (R20). Guarded by the member. */
final class Peers {
    private static final int MAX_PEERS = 1_000;

    private final long deadNanos;
    private final long settleNanos;
    private final Map<String, Peer> byName = new LinkedHashMap<>();

    Peers(long deadNanos, long settleNanos) {
        this.deadNanos = deadNanos;
        this.settleNanos = settleNanos;
    }

    @Nullable
    Peer get(String name) {
        return byName.get(name);
    }

    Collection<Peer> all() {
        return byName.values();
    }

    /** Whether nobody has been heard for the settle time. */
    boolean isEmpty() {
        return byName.isEmpty();
    }

    /**
     * A node said something.
     *
     * @return the node, or null if another one of that name is known, or too many are
     */
    @Nullable
    Peer heard(String name, UUID nonce, long nowNanos) {
        Peer peer = byName.get(name);
        if (peer == null && byName.size() < MAX_PEERS) {
            peer = new Peer(name, nonce, nowNanos);
            byName.put(name, peer);
        }
        if (peer == null || !peer.nonce().equals(nonce)) {
            return null;
        }
        peer.heard(nowNanos);
        return peer;
    }

    /**
     * Those that gave no sign of life for the dead timeout, each told once.
     *
     * @param untilNanos until when this node heard what was said
     */
    List<Peer> newlyDead(long untilNanos) {
        List<Peer> dead = byName.values().stream()
                .filter(peer -> peer.isLiving() && untilNanos - peer.heardNanos() >= deadNanos)
                .toList();
        dead.forEach(peer -> peer.living(false));
        return dead;
    }

    /** Forgets those that have been silent for the settle time. */
    void forgetLongDead(long nowNanos) {
        for (Iterator<Peer> all = byName.values().iterator(); all.hasNext(); ) {
            Peer peer = all.next();
            if (!peer.isLiving() && nowNanos - peer.heardNanos() >= settleNanos) {
                all.remove();
            }
        }
    }

    /** This node heard nothing for a while, of which the others are not to blame. */
    void pardon(long nowNanos) {
        byName.values().stream().filter(Peer::isLiving).forEach(peer -> peer.heard(nowNanos));
    }

    /** The number up to which every node has all of a stream, of those heard within the settle time; the largest number if there is none. */
    long coveredByAll(String stream) {
        long least = Long.MAX_VALUE;
        for (Peer peer : byName.values()) {
            if (!peer.name().equals(stream)) {
                least = Math.min(least, peer.position(stream));
            }
        }
        return least;
    }

    /** The highest number up to which some living node that has joined has all of a stream, -1 if there is none. */
    long coveredByOne(String stream) {
        long most = -1;
        for (Peer peer : byName.values()) {
            if (peer.isLiving() && peer.state() != NodeState.JOINING) {
                most = Math.max(most, peer.position(stream));
            }
        }
        return most;
    }

    /** The living node that can best answer for a stream from a number on: its own, else the one that has most. */
    @Nullable
    Peer holderOf(String stream, Hole hole) {
        Peer own = byName.get(stream);
        if (own != null && own.isLiving() && !hole.isDeniedBy(stream)) {
            return own;
        }
        Peer best = null;
        for (Peer peer : byName.values()) {
            boolean claims = peer.isLiving() && peer.position(stream) >= hole.from() && !hole.isDeniedBy(peer.name());
            if (claims && (best == null || peer.position(stream) > best.position(stream))) {
                best = peer;
            }
        }
        return best;
    }

    /** Whether nobody said anything after that moment. */
    boolean isNobodyHeardSince(long nanos) {
        return byName.values().stream().noneMatch(peer -> peer.heardNanos() - nanos > 0);
    }

    boolean isLiving(String name) {
        Peer peer = byName.get(name);
        return peer != null && peer.isLiving();
    }

    /** Whether somebody else than a stream's node may ask for it one day. */
    boolean hasOthersThan(String stream) {
        return byName.size() > 1 || (byName.size() == 1 && !byName.containsKey(stream));
    }
}
