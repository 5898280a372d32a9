package org.fanfare.log;

import java.time.InstantSource;

/**
 * The time by which cursors age, in seconds since 1970-01-01T00:00Z; never goes back. The stamp of the cursors handed out is that time,
 * but for a node that is deaf: its stamp stands still (R1), while what it knows goes on ageing. Guarded by the log.
 */
final class Stamps {
    private final InstantSource clock;
    private long nowSeconds;
    private long stampSeconds;
    private boolean frozen;

    Stamps(InstantSource clock) {
        this.clock = clock;
        stamp();
    }

    /** The time of now: by it cursors, floors and deaths are judged. At or after every stamp handed out. */
    long now() {
        nowSeconds = Math.max(nowSeconds, clock.instant().getEpochSecond());
        return nowSeconds;
    }

    /** The stamp of a cursor of now. */
    long stamp() {
        if (!frozen) {
            stampSeconds = now();
        }
        return stampSeconds;
    }

    void freeze(boolean deaf) {
        frozen = deaf;
    }
}
