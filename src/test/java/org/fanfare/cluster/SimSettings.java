package org.fanfare.cluster;

import java.time.Duration;
import java.util.SplittableRandom;
import org.fanfare.testkit.ManualClock;

/**
 * How the nodes of a simulated cluster are set.
 *
 * @param cluster bounds and times of each member
 * @param retained how many events of a topic each log retains
 * @param maxMessageBytes a longer message is refused by the broker
 */
record SimSettings(ClusterLimits cluster, int retained, int maxMessageBytes) {
    static final String CLUSTER = "simulated";
    static final long START_MILLIS = ManualClock.START.toEpochMilli();
    static final Duration CURSOR_AGE = Duration.ofMinutes(30);
    static final Duration SKEW = Duration.ofSeconds(2);
    static final Duration BEAT = Duration.ofMillis(400);
    static final Duration DEAD = Duration.ofSeconds(3);
    static final Duration PATIENCE = Duration.ofSeconds(8);
    static final Duration PUBLISH_WAIT = Duration.ofSeconds(4);
    static final Duration JOIN_WAIT = Duration.ofMillis(900);

    private static final int MUCH = 100_000;
    private static final int MANY_BYTES = 1 << 20;
    private static final int FEW_BYTES = 6_000;
    private static final int LARGE_BYTES = 70_000;

    static SimSettings standard() {
        return new SimSettings(limits(false, MANY_BYTES), MUCH, MANY_BYTES);
    }

    /** Settings of chance, of which most are usual. */
    static SimSettings some(SplittableRandom random) {
        int bytes = random.nextInt(6) == 0 ? FEW_BYTES : MANY_BYTES;
        int retained = random.nextInt(6) == 0 ? 1 + random.nextInt(20) : MUCH;
        int maxMessageBytes = random.nextInt(8) == 0 ? LARGE_BYTES : MANY_BYTES;
        return new SimSettings(limits(random.nextInt(6) == 0, bytes), retained, maxMessageBytes);
    }

    private static ClusterLimits limits(boolean confirmByPeer, int bytes) {
        return new ClusterLimits(
                CLUSTER, BEAT, DEAD, PATIENCE, confirmByPeer, PUBLISH_WAIT, bytes, bytes, MANY_BYTES, JOIN_WAIT);
    }

    static Duration settleTime() {
        return standard().cluster().settleTime();
    }

    /** Whether some events are too large for the broker. */
    boolean refusesLarge() {
        return maxMessageBytes < MANY_BYTES;
    }

    boolean retainsAll() {
        return retained == MUCH;
    }

    /** Whether what a node keeps for the others is so little that some of it may go before they have it. */
    boolean keepsLittle() {
        return cluster.ringBytes() < MANY_BYTES;
    }
}
