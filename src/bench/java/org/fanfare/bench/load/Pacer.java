package org.fanfare.bench.load;

import java.util.concurrent.locks.LockSupport;

/** Wakes the reactor whenever a message is due, because a selector by itself waits in whole milliseconds. */
final class Pacer {
    private final Thread thread;
    private volatile boolean stopped;

    Pacer(Reactor reactor, Pace.OpenLoop pace, long startNanos) {
        this.thread = new Thread(() -> run(reactor, pace, startNanos), "fanfare-load-pacer");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Reactor reactor, Pace.OpenLoop pace, long startNanos) {
        for (long n = 0; !stopped; n += pace.burst()) {
            long due = startNanos + pace.dueNanos(n);
            for (long left = due - reactor.now(); left > 0 && !stopped; left = due - reactor.now()) {
                LockSupport.parkNanos(left);
            }
            reactor.wake();
        }
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }
}
