package org.fanfare.transport.rest;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Answers requests whose answer comes later, on threads of its own: whoever brings the news must not wait for a client. Thread-safe.
 */
public final class Answers {
    private final Executor threads;

    /**
     * Creates one.
     *
     * @param threads bounded; what it rejects is answered on the thread that brings the news
     */
    public Answers(Executor threads) {
        this.threads = threads;
    }

    /** An answer that may come before the request's thread returns: then it is given on that thread. */
    Pending to(AsyncResponse suspended) {
        return new Pending(suspended);
    }

    final class Pending {
        private final AsyncResponse suspended;
        private final Thread caller = Thread.currentThread();
        /** Looked at by the request's thread alone. */
        private boolean inCall = true;

        private Pending(AsyncResponse suspended) {
            this.suspended = suspended;
        }

        /** Gives the answer. Any thread. */
        void give(Response answer) {
            if (Thread.currentThread() == caller && inCall) {
                suspended.resume(answer);
                return;
            }
            try {
                threads.execute(() -> suspended.resume(answer));
            } catch (RejectedExecutionException full) {
                suspended.resume(answer);
            }
        }

        /** The request's thread returns. */
        void returned() {
            inCall = false;
        }
    }
}
