package org.fanfare.session;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps the publishes of one publisher in the order in which it sent them: while one waits to learn whether its key was taken
 * elsewhere, those after it wait likewise. Thread-safe.
 */
public final class PublishOrder {
    private final AtomicInteger waiting = new AtomicInteger();

    /** A publish begins to wait. */
    public void begin() {
        waiting.incrementAndGet();
    }

    /** A publish that waited has its number, or was refused. */
    public void end() {
        waiting.decrementAndGet();
    }

    /** Whether a publish waits. */
    public boolean isWaiting() {
        return waiting.get() > 0;
    }
}
