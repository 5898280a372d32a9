package org.fanfare.cluster;

import java.util.Map;
import java.util.UUID;

/** Another node as this one knows it, from what it says. Guarded by the member. */
final class Peer {
    private static final int CLOCK_READINGS = 8;

    private final String name;
    private final UUID nonce;
    private final long[] aheadMillis = new long[CLOCK_READINGS];
    private int readings;
    private long heardNanos;
    private boolean living = true;
    private NodeState state = NodeState.JOINING;
    private Map<String, Long> position = Map.of();
    private int load;

    Peer(String name, UUID nonce, long nowNanos) {
        this.name = name;
        this.nonce = nonce;
        this.heardNanos = nowNanos;
    }

    String name() {
        return name;
    }

    UUID nonce() {
        return nonce;
    }

    void heard(long nowNanos) {
        heardNanos = nowNanos;
    }

    long heardNanos() {
        return heardNanos;
    }

    /** Whether it gave a sign of life within the dead timeout; while this node is deaf, whether it had before. */
    boolean isLiving() {
        return living;
    }

    void living(boolean lives) {
        living = lives;
    }

    void beat(Message.Beat beat, long clockMillis) {
        state = beat.state();
        position = beat.position();
        load = beat.load();
        aheadMillis[readings % CLOCK_READINGS] = beat.clockMillis() - clockMillis;
        readings++;
    }

    boolean isReady() {
        return living && state == NodeState.READY;
    }

    /** Whether it has all that the cluster has, and gives of it: a node that leaves does so to its end. */
    boolean isDonor() {
        return living && state != NodeState.JOINING;
    }

    /** Whether it takes over the state of others, or looks for one who gives it. */
    boolean isJoining() {
        return living && state == NodeState.JOINING;
    }

    NodeState state() {
        return state;
    }

    /** The number up to which it has all of a stream, as it last said. */
    long position(String stream) {
        return position.getOrDefault(stream, 0L);
    }

    Map<String, Long> position() {
        return position;
    }

    int load() {
        return load;
    }

    /**
     * How far its clock is ahead of ours, in milliseconds, negative if behind. A message that was on its way for long makes a clock
     * look late, never early, so that of some readings the highest is right.
     */
    long aheadMillis() {
        long most = Long.MIN_VALUE;
        for (int i = 0; i < Math.min(readings, CLOCK_READINGS); i++) {
            most = Math.max(most, aheadMillis[i]);
        }
        return readings == 0 ? 0 : most;
    }
}
