package org.fanfare.event;

/** A monotonic time source, so that tests can move time by hand. */
@FunctionalInterface
public interface Ticker {
    /** Nanoseconds since an arbitrary origin; compare only by subtraction, because it may wrap. */
    long nanos();

    static Ticker system() {
        return System::nanoTime;
    }
}
