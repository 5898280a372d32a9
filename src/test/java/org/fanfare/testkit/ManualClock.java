package org.fanfare.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A wall clock that moves only when told, also backwards. Thread-safe. */
public final class ManualClock implements InstantSource {
    /** Where a clock starts: 1790000000 in seconds since 1970-01-01T00:00Z. */
    public static final Instant START = Instant.ofEpochSecond(1_790_000_000L);

    @GuardedBy("this")
    private Instant now = START;

    @Override
    public synchronized Instant instant() {
        return now;
    }

    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }
}
