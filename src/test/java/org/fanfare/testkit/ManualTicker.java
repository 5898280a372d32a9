package org.fanfare.testkit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.fanfare.event.Ticker;

/** A ticker that moves only when told. Thread-safe. */
public final class ManualTicker implements Ticker {
    private final AtomicLong nanos;

    public ManualTicker() {
        this(0);
    }

    /** Starts at a value of choice: near {@code Long.MAX_VALUE}, say, to see that it may wrap. */
    public ManualTicker(long startNanos) {
        nanos = new AtomicLong(startNanos);
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    public void advance(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }
}
