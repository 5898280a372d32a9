package org.fanfare.testkit.client;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What has arrived on one connection and was not read yet, in order. Thread-safe. */
final class Inbox<T> {
    private final BlockingQueue<T> arrived = new LinkedBlockingQueue<>();

    void put(T item) {
        arrived.add(item);
    }

    /** Waits for the next, at most {@link Http#PATIENCE}. */
    T next(String what) {
        return next(what, Http.PATIENCE);
    }

    T next(String what, Duration patience) {
        try {
            T item = arrived.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (item == null) {
                throw new AssertionError("nothing within " + patience + ", waiting for " + what);
            }
            return item;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
