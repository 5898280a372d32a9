package org.fanfare.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.fanfare.log.NodeLog;
import org.jspecify.annotations.Nullable;

/**
 * How a node begins (R21): it hears itself, finds a ready donor, takes over its state, and is ready when it has all that anybody had
 * meanwhile. Without a donor it is the first. Guarded by the member.
 */
final class Joining {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private enum Step {
        CONNECTING,
        LISTENING,
        FETCHING,
        CATCHING_UP,
        READY
    }

    /** What came while the state was being taken over. */
    record Held(Message message, int bytes) {}

    private final String node;
    private final Peers peers;
    private final long waitNanos;
    private final long maxHeldBytes;
    private final Deque<Held> held = new ArrayDeque<>();
    private final Map<String, Long> targets = new HashMap<>();
    private final Set<String> failed = new HashSet<>();
    private Step step = Step.CONNECTING;
    private long heldBytes;
    private long sinceNanos;
    private int attempt;
    private boolean askDue;
    private @Nullable String donor;
    private @Nullable SnapshotIntake intake;

    Joining(String node, Peers peers, ClusterLimits limits) {
        this.node = node;
        this.peers = peers;
        this.waitNanos = limits.joinWait().toNanos();
        this.maxHeldBytes = limits.joinBufferBytes();
    }

    boolean isReady() {
        return step == Step.READY;
    }

    /** Whether what comes has to wait for the state. */
    boolean holdsBack() {
        return step != Step.CATCHING_UP && step != Step.READY;
    }

    /** The node whose state was taken over, or null. */
    @Nullable
    String donor() {
        return donor;
    }

    void heardItself(long nowNanos) {
        if (step == Step.CONNECTING) {
            listen(nowNanos);
        }
    }

    private void listen(long nowNanos) {
        step = Step.LISTENING;
        donor = null;
        sinceNanos = nowNanos;
    }

    /** For how long the first of a cluster has listened when it is ready: what was said meanwhile it has (R8). */
    long listenedSeconds(long nowNanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nowNanos - sinceNanos);
    }

    /** Holds a message back until the state is there; past the bound all is dropped and asked for again. */
    void hold(Message message, int bytes, long nowNanos) {
        if (step == Step.CONNECTING) {
            return;
        }
        heldBytes += bytes;
        held.add(new Held(message, bytes));
        if (heldBytes > maxHeldBytes) {
            forgetHeld();
            if (step == Step.FETCHING) {
                startOver("too much came meanwhile", nowNanos);
            }
        }
    }

    private void forgetHeld() {
        held.clear();
        heldBytes = 0;
    }

    /** Notes what others have by now: this node must have it too before it is ready. */
    void told(Map<String, Long> position) {
        if (step == Step.FETCHING || step == Step.CATCHING_UP) {
            position.forEach((stream, seq) -> targets.merge(stream, seq, Math::max));
        }
    }

    /**
     * Looks whether it goes on.
     *
     * @return whether there is nobody to take the state from, so that this node is the first
     */
    boolean review(long nowNanos) {
        if (step == Step.FETCHING) {
            Peer from = donor == null ? null : peers.get(donor);
            if (from == null || !from.isDonor()) {
                startOver("the donor is gone", nowNanos);
            } else if (nowNanos - sinceNanos >= PATIENCE_NANOS) {
                startOver("the donor says no more", nowNanos);
            }
        }
        if (step == Step.LISTENING) {
            Peer best = bestDonor();
            if (best != null) {
                ask(best, nowNanos);
            } else if (nowNanos - sinceNanos >= waitNanos) {
                failed.clear();
                if (peers.all().stream().noneMatch(Peer::isDonor)) {
                    step = Step.READY;
                    return true;
                }
            }
        }
        return false;
    }

    /** Of those that have not failed yet the one with the fewest clients; one that leaves only if there is no other. */
    private @Nullable Peer bestDonor() {
        Peer best = null;
        for (Peer peer : peers.all()) {
            if (peer.isDonor() && !failed.contains(peer.name()) && (best == null || isBetter(peer, best))) {
                best = peer;
            }
        }
        return best;
    }

    private static boolean isBetter(Peer one, Peer than) {
        if (one.isReady() != than.isReady()) {
            return one.isReady();
        }
        return one.load() < than.load();
    }

    private void ask(Peer peer, long nowNanos) {
        step = Step.FETCHING;
        donor = peer.name();
        attempt++;
        askDue = true;
        intake = new SnapshotIntake(node, peer.name(), attempt);
        sinceNanos = nowNanos;
    }

    private void startOver(String why, long nowNanos) {
        String from = donor;
        if (from != null) {
            failed.add(from);
            ClusterLog.transferFailed(node, from, why);
        }
        intake = null;
        listen(nowNanos);
    }

    /** Whom to ask now, with the number of the attempt; null if nobody. */
    @Nullable
    String takeQuestion() {
        if (!askDue || step != Step.FETCHING) {
            return null;
        }
        askDue = false;
        return donor;
    }

    int attempt() {
        return attempt;
    }

    /** Takes a part of the state; one that is missing spoils the whole. */
    void part(Message.TransferPart part, long nowNanos) {
        SnapshotIntake awaited = intake;
        if (step == Step.FETCHING && awaited != null) {
            sinceNanos = part.header().node().equals(donor) ? nowNanos : sinceNanos;
            awaited.add(part);
            startOverIfBroken(awaited, nowNanos);
        }
    }

    private void startOverIfBroken(SnapshotIntake awaited, long nowNanos) {
        if (awaited.isBroken()) {
            startOver("a part is missing", nowNanos);
        }
    }

    /**
     * Takes the trailer.
     *
     * @return the state if it is whole, else null
     */
    @Nullable
    Snapshot end(Message.TransferEnd end, long nowNanos) {
        SnapshotIntake awaited = intake;
        if (step != Step.FETCHING || awaited == null) {
            return null;
        }
        Snapshot whole = awaited.end(end);
        if (whole == null) {
            startOverIfBroken(awaited, nowNanos);
        } else {
            intake = null;
            step = Step.CATCHING_UP;
        }
        return whole;
    }

    /** What was held back, in the order in which it came; it is held no more. */
    List<Held> release() {
        List<Held> released = List.copyOf(held);
        forgetHeld();
        return released;
    }

    /**
     * Looks whether this node has all that it was told of.
     *
     * @return whether it is ready now, and was not before
     */
    boolean isCaughtUp(NodeLog log) {
        if (step != Step.CATCHING_UP) {
            return false;
        }
        for (Map.Entry<String, Long> target : targets.entrySet()) {
            if (log.last(target.getKey()) < target.getValue()) {
                return false;
            }
        }
        targets.clear();
        step = Step.READY;
        return true;
    }
}
