package org.fanfare.cluster;

/** Whether this node hears itself (R23). Guarded by the member. */
final class Hearing {
    private final long deafNanos;
    private long heardNanos;
    private boolean everHeard;
    private boolean deaf;

    /**
     * Begins before anything was heard.
     *
     * @param deafNanos a node that did not hear its own beats for so long is deaf
     */
    Hearing(long deafNanos, long nowNanos) {
        this.deafNanos = deafNanos;
        this.heardNanos = nowNanos;
    }

    /**
     * The own beat came back.
     *
     * @return for how long this node had heard nothing, if it was deaf, else 0
     */
    long heard(long nowNanos) {
        long silence = isDeaf(nowNanos) && everHeard ? nowNanos - heardNanos : 0;
        heardNanos = nowNanos;
        everHeard = true;
        deaf = false;
        return silence;
    }

    /** Whether the own beats came back lately; a node that has just begun counts as deaf after a while. */
    boolean isDeaf(long nowNanos) {
        deaf |= nowNanos - heardNanos >= deafNanos;
        return deaf;
    }

    /** For how long the own beats have not come back. */
    long silenceNanos(long nowNanos) {
        return nowNanos - heardNanos;
    }

    boolean hasEverHeard() {
        return everHeard;
    }
}
