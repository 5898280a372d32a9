package org.fanfare.cluster;

import java.time.Duration;

/**
 * Names the cluster and bounds what a node keeps for the others and how long it waits for them.
 *
 * @param name nodes of one name on one topic form a cluster
 * @param beat time between two beats
 * @param deadTimeout a peer without a sign of life for so long counts as dead
 * @param repairPatience how long a node tries to repair a hole before it gives it up
 * @param confirmByPeer whether a publish is acknowledged when a peer has it, not when its own message came back
 * @param publishWait longest time that a publish waits for its acknowledgement
 * @param ringBytes most bytes kept of what this node sent, for repairs, and as many of what the others sent
 * @param holdBackBytes most bytes of one peer's events that wait for a hole before them
 * @param joinBufferBytes most bytes of live events that wait while a starting node takes over the state
 * @param joinWait how long a starting node listens for others before it takes itself for the first
 */
public record ClusterLimits(
        String name,
        Duration beat,
        Duration deadTimeout,
        Duration repairPatience,
        boolean confirmByPeer,
        Duration publishWait,
        long ringBytes,
        long holdBackBytes,
        long joinBufferBytes,
        Duration joinWait) {
    private static final int SETTLE_DEAD_TIMEOUTS = 10;

    public ClusterLimits {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a cluster needs a name");
        }
        if (ringBytes <= 0 || holdBackBytes <= 0 || joinBufferBytes <= 0) {
            throw new IllegalArgumentException("the bounds in bytes must be positive");
        }
        if (beat.isNegative() || beat.isZero() || deadTimeout.compareTo(beat) < 0) {
            throw new IllegalArgumentException("a peer cannot be dead before its beat: " + deadTimeout);
        }
    }

    /** A node that was apart from the others for longer begins a new run (R20). */
    public Duration settleTime() {
        return deadTimeout.multipliedBy(SETTLE_DEAD_TIMEOUTS);
    }
}
