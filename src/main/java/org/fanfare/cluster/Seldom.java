package org.fanfare.cluster;

import java.util.concurrent.TimeUnit;

/** Lets a log line that any message may cause be said once a minute, and no more. Guarded by the member. */
final class Seldom {
    private static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private boolean said;
    private long saidNanos;

    /** Whether it is to be said now; it counts as said then. */
    boolean isDue(long nowNanos) {
        if (said && nowNanos - saidNanos < AGAIN_NANOS) {
            return false;
        }
        said = true;
        saidNanos = nowNanos;
        return true;
    }
}
