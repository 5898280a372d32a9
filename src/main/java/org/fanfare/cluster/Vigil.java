package org.fanfare.cluster;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.fanfare.hub.Backplane;
import org.jspecify.annotations.Nullable;

/** Watches over who lives: whether this node hears itself, and whether its peers give signs of life (R20, R23). Guarded by the member. */
final class Vigil {
    private static final int DEAF_BEATS = 5;
    private static final long RENEW_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Services services;
    private final String node;
    private final Peers peers;
    private final Hearing hearing;
    private final long deafNanos;
    private final Set<String> dead = new HashSet<>();
    private final Seldom sayClocks = new Seldom();
    private final Seldom sayName = new Seldom();
    private long renewedNanos;
    private boolean clocksApart;
    private boolean deaf;
    private boolean isReunited;
    private long reunitedNanos;
    private long reunitedMillis;
    private long apartMillis;

    Vigil(Services services, Peers peers, long nowNanos) {
        this.services = services;
        this.node = services.log().node();
        this.peers = peers;
        this.deafNanos = services.limits().beat().toNanos() * DEAF_BEATS;
        this.hearing = new Hearing(deafNanos, nowNanos);
        this.renewedNanos = nowNanos;
    }

    /** Whether this node did not hear its own beats for a while. */
    boolean isDeaf() {
        return deaf;
    }

    /**
     * Whether a message shows that the others went on without this node for longer than the settle time (R20). In an outage of the
     * backplane all are apart alike, and nobody missed what can no longer be repaired.
     */
    boolean wasLeftBehind(Message message) {
        if (!isReunited || !(message instanceof Message.Beat beat) || beat.state() != NodeState.READY) {
            return false;
        }
        long slackMillis = services.limits().deadTimeout().toMillis();
        boolean wasApartToo = beat.apartMillis() + slackMillis >= apartMillis;
        boolean beganSince = beat.completeSinceSeconds() * 1000 + slackMillis >= reunitedMillis;
        return !wasApartToo && !beganSince;
    }

    /** For how long this node has not heard itself, or had not, if that ended within the settle time; else 0. */
    long apartMillis(long nowNanos) {
        if (deaf) {
            return TimeUnit.NANOSECONDS.toMillis(hearing.silenceNanos(nowNanos));
        }
        boolean lately =
                nowNanos - reunitedNanos < services.limits().settleTime().toNanos();
        return lately ? apartMillis : 0;
    }

    /** Whether its clock and a living peer's are further apart than they may be. */
    boolean areClocksApart() {
        return clocksApart;
    }

    /** Whether nobody else is there. */
    boolean isAlone() {
        return peers.isEmpty() && !deaf && !isReunited;
    }

    /**
     * This node heard its own beat. A short separation is repaired; after a long one it listens for a while whether the others went on
     * without it, or whether nobody is there (R8, R20).
     *
     * @return whether it had been deaf
     */
    boolean heardItself(long nowNanos, boolean joined) {
        long silence = hearing.heard(nowNanos);
        deaf = false;
        if (silence == 0) {
            return false;
        }
        services.log().freeze(false);
        peers.pardon(nowNanos);
        ClusterLog.hearsAgain(node, Duration.ofNanos(silence));
        apartMillis = TimeUnit.NANOSECONDS.toMillis(silence);
        reunitedNanos = nowNanos;
        reunitedMillis = services.clock().millis();
        isReunited = joined && silence > services.limits().settleTime().toNanos();
        return true;
    }

    /**
     * Another node said something.
     *
     * @return the node, or null if it is another one than that which is known by this name, or there are too many
     */
    @Nullable
    Peer heard(String name, UUID nonce, long nowNanos) {
        boolean known = peers.get(name) != null;
        Peer peer = peers.heard(name, nonce, nowNanos);
        if (peer == null) {
            if (known && sayName.isDue(nowNanos)) {
                ClusterLog.nameTaken(name);
            }
        } else if (!known) {
            ClusterLog.peerCame(node, name);
            lives(name);
        } else if (!peer.isLiving()) {
            peer.living(true);
            ClusterLog.peerLivesAgain(node, name);
            lives(name);
        }
        return peer;
    }

    private void lives(String name) {
        dead.remove(name);
        services.log().lives(name);
    }

    void judgeClock(Peer peer, long nowNanos) {
        judgeClocks();
        if (isClockApart(peer) && sayClocks.isDue(nowNanos)) {
            ClusterLog.clocksApart(node, peer.name(), peer.aheadMillis());
        }
    }

    private void judgeClocks() {
        clocksApart = peers.all().stream().anyMatch(peer -> peer.isLiving() && isClockApart(peer));
    }

    private boolean isClockApart(Peer peer) {
        return Math.abs(peer.aheadMillis()) > services.maxClockSkew().toMillis();
    }

    /**
     * Looks who lives.
     *
     * @return whether a peer died that did not say that it leaves
     */
    boolean review(long nowNanos) {
        listen(nowNanos);
        if (deaf) {
            return false;
        }
        if (isReunited && nowNanos - reunitedNanos >= deafNanos) {
            isReunited = false;
            if (peers.isNobodyHeardSince(reunitedNanos)) {
                services.log().completeSinceNow();
            }
        }
        boolean died = bury(nowNanos);
        peers.forgetLongDead(nowNanos);
        buryStreams();
        return died;
    }

    /** Tells of those that have died: a peer is held to have been silent only while this node heard itself. */
    private boolean bury(long nowNanos) {
        boolean died = false;
        for (Peer peer : peers.newlyDead(nowNanos - hearing.silenceNanos(nowNanos))) {
            if (peer.state() == NodeState.LEAVING) {
                ClusterLog.peerLeft(node, peer.name());
            } else {
                ClusterLog.peerDied(node, peer.name(), Duration.ofNanos(nowNanos - peer.heardNanos()));
                died = true;
            }
            judgeClocks();
        }
        return died;
    }

    /** Tells the log of each stream whose node does not live. */
    private void buryStreams() {
        for (String stream : services.log().wholePosition().keySet()) {
            if (!stream.equals(node) && !peers.isLiving(stream) && dead.add(stream)) {
                services.log().died(stream);
            }
        }
        dead.removeIf(services.log()::isForgotten);
    }

    /**
     * Looks whether this node hears itself, and subscribes anew if it goes on not to: what waits in its subscription is lost by that, and
     * a process that stood still, or a topic that is paused, may have much there that it will hear yet.
     */
    private void listen(long nowNanos) {
        boolean wasDeaf = deaf;
        deaf = hearing.isDeaf(nowNanos);
        if (deaf && !wasDeaf && hearing.hasEverHeard()) {
            services.log().freeze(true);
            ClusterLog.deaf(node);
        }
        if (!wasDeaf) {
            renewedNanos = nowNanos;
        }
        Backplane backplane = services.backplane();
        if (deaf && nowNanos - renewedNanos >= RENEW_NANOS && backplane.state() == Backplane.State.UP) {
            renewedNanos = nowNanos;
            services.afterwards().accept(backplane::renew);
        }
    }
}
