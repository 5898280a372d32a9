package org.fanfare.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fanfare.event.Ticker;

/**
 * One thread that does what has to be done again and again. The server's own scheduler stands still as soon as the server is asked to
 * stop, when a node has still to say goodbye to its clients and to the others.
 */
final class Pacemaker implements Runnable {
    private static final class Task {
        private final Runnable action;
        private final long periodNanos;
        private long dueNanos;

        Task(Runnable action, long periodNanos, long nowNanos) {
            this.action = action;
            this.periodNanos = periodNanos;
            this.dueNanos = nowNanos + periodNanos;
        }
    }

    private final Ticker ticker;
    private final List<Task> tasks = new ArrayList<>();
    private boolean stopped;

    Pacemaker(Ticker ticker) {
        this.ticker = ticker;
    }

    /**
     * Adds a task, before the thread starts.
     *
     * @param action must be quick, and throws nothing
     */
    void every(Duration period, Runnable action) {
        tasks.add(new Task(action, period.toNanos(), ticker.nanos()));
    }

    @Override
    public void run() {
        try {
            while (waitForNext()) {
                long now = ticker.nanos();
                for (Task task : tasks) {
                    if (now - task.dueNanos >= 0) {
                        task.dueNanos = now + task.periodNanos;
                        task.action.run();
                    }
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the next task; false if there will be none any more. */
    private synchronized boolean waitForNext() throws InterruptedException {
        long rest = Long.MAX_VALUE;
        long now = ticker.nanos();
        for (Task task : tasks) {
            rest = Math.min(rest, task.dueNanos - now);
        }
        if (rest > 0 && !stopped) {
            TimeUnit.NANOSECONDS.timedWait(this, rest);
        }
        return !stopped;
    }

    /** Ends the thread when it has done what it is doing. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }
}
