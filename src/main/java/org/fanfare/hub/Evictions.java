package org.fanfare.hub;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.fanfare.protocol.CloseCode;
import org.fanfare.session.Connection;
import org.fanfare.session.Session;

/** Gives up clients whose write makes no progress, and frees what closed connections still hold. Used by one shard. */
final class Evictions {
    /** A connection that was told to close, and when. */
    private record Closing(Connection connection, long sinceNanos) {}

    private final Core core;
    private final Shard shard;
    private final Set<Session> writing = new LinkedHashSet<>();
    private final Queue<Closing> closing = new ArrayDeque<>();

    Evictions(Core core, Shard shard) {
        this.core = core;
        this.shard = shard;
    }

    /** Watches a session that has more to write while a write is under way. */
    void watch(Session session) {
        writing.add(session);
    }

    void forget(Session session) {
        writing.remove(session);
    }

    /** Whether no session has a write under way that more waits for. */
    boolean watchesNothing() {
        return writing.isEmpty();
    }

    /** Closes a connection now, and aborts it when its client has had time to take the goodbye. */
    void close(Connection connection, CloseCode code, String reason) {
        reap(() -> connection.close(code, reason));
        closing.add(new Closing(connection, core.ticker().nanos()));
    }

    private void reap(Runnable task) {
        core.registry().closeBegins();
        try {
            core.reaper().execute(() -> {
                try {
                    task.run();
                } finally {
                    core.registry().closeEnds();
                }
            });
        } catch (RejectedExecutionException full) {
            core.registry().closeEnds();
            HubLog.commandFailed(full);
        }
    }

    /** Call about once a second. */
    void check(long nowNanos) {
        long maxStallNanos = core.outbox().maxStall().toNanos();
        for (Closing oldest = closing.peek();
                oldest != null && nowNanos - oldest.sinceNanos() > maxStallNanos;
                oldest = closing.peek()) {
            reap(closing.remove().connection()::abort);
        }
        for (Iterator<Session> i = writing.iterator(); i.hasNext(); ) {
            Session session = i.next();
            if (session.isClosed() || !session.isWriting()) {
                i.remove();
            } else if (nowNanos - session.writeStartedNanos() > maxStallNanos) {
                i.remove();
                HubLog.stalled(session);
                shard.end(session, CloseCode.TOO_SLOW, "no progress; resume by cursor");
            }
        }
    }
}
