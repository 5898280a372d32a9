package org.fanfare.config;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import org.fanfare.hub.Hub;
import org.fanfare.session.SessionRegistry;

/**
 * Lets the clients go when this node leaves: they hear goodbye and where to go on before the server closes their connections (R22).
 * Thread-safe.
 */
final class Departure {
    /** Leaves the cluster, which may take some time. */
    interface Leave {
        void run() throws InterruptedException;
    }

    private static final String REASON = "draining";
    private static final Duration LAST_WRITES = Duration.ofSeconds(2);

    private final Hub hub;
    private final SessionRegistry registry;
    private final Leave leaveCluster;
    private final Runnable comeBack;
    private final Duration over;

    @GuardedBy("this")
    private boolean left;

    /**
     * Creates one for a node that has not left.
     *
     * @param leaveCluster makes the cluster not ready, and waits, for a bounded time, until the others have what entered here
     * @param comeBack makes it ready again
     * @param over longest time over which many clients are asked to go
     */
    Departure(Hub hub, SessionRegistry registry, Leave leaveCluster, Runnable comeBack, Duration over) {
        this.hub = hub;
        this.registry = registry;
        this.leaveCluster = leaveCluster;
        this.comeBack = comeBack;
        this.over = over;
    }

    /** Leaves, and waits until all clients have gone, or for so long. The second time it does nothing. */
    synchronized void leave() {
        if (left) {
            return;
        }
        left = true;
        try {
            leaveCluster.run();
            hub.endSessions(REASON, over);
            registry.awaitEmpty(over.plus(LAST_WRITES));
        } catch (InterruptedException stopNow) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the leave back: the server was only suspended. */
    synchronized void comeBack() {
        if (left) {
            left = false;
            comeBack.run();
        }
    }
}
