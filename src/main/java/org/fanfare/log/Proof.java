package org.fanfare.log;

import java.time.Duration;
import org.fanfare.event.Cursor;
import org.fanfare.event.GapReason;
import org.jspecify.annotations.Nullable;

/** Since when this node lacks nothing that entered anywhere, and of which cursors it can therefore tell what they lack (R8). Guarded by the log. */
final class Proof {
    private final long maxCursorAgeSeconds;
    private final long skewSeconds;
    private long sinceSeconds;

    /** The own stream's last number when the node became complete: a cursor past it was handed out later. */
    private long sinceSeq;

    Proof(LogLimits limits) {
        this.maxCursorAgeSeconds = limits.maxCursorAge().toSeconds();
        this.skewSeconds = ceilSeconds(limits.maxClockSkew());
    }

    static long ceilSeconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }

    long sinceSeconds() {
        return sinceSeconds;
    }

    /**
     * Begins anew.
     *
     * @param seq the own stream's last number
     */
    void begin(long seconds, long seq) {
        sinceSeconds = seconds;
        sinceSeq = seq;
    }

    /** A cursor with an older stamp is too old by every clock. */
    long oldestCursor(long nowSeconds) {
        return nowSeconds - maxCursorAgeSeconds - skewSeconds;
    }

    /** Why nothing can be told of what a cursor lacks, whatever the topic; null if it can. */
    @Nullable
    GapReason missing(Cursor since, String node, Streams streams, long nowSeconds) {
        long stamp = since.stampSeconds();
        if (streams.areTooMany() || isFromBefore(since, node) || stamp > nowSeconds + skewSeconds) {
            return GapReason.UNPROVEN;
        }
        if (nowSeconds - stamp > maxCursorAgeSeconds) {
            return GapReason.TOO_OLD;
        }
        return streams.hasLostPast(since) ? GapReason.LOST : null;
    }

    /**
     * Tells whether a cursor may be from before this node was complete. Its stamp is by another node's clock, which may be fast,
     * unless it has an event that entered here since.
     */
    private boolean isFromBefore(Cursor since, String node) {
        long margin = since.seen(node) > sinceSeq ? 0 : skewSeconds;
        return since.stampSeconds() <= sinceSeconds + margin;
    }
}
