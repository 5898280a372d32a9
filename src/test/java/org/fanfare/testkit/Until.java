package org.fanfare.testkit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for a condition that another process or a foreign thread brings about and that nothing announces. */
public final class Until {
    private static final int POLL_MILLIS = 20;

    private Until() {}

    /**
     * Waits until the condition holds.
     *
     * @throws AssertionError if it does not hold in time
     */
    public static void holds(String what, Duration limit, BooleanSupplier condition) throws InterruptedException {
        var never = new CountDownLatch(1);
        for (long i = limit.toMillis() / POLL_MILLIS; !condition.getAsBoolean(); i--) {
            if (i <= 0) {
                throw new AssertionError("not within " + limit + ": " + what);
            }
            never.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
