package org.fanfare.hub;

import java.util.ArrayList;
import java.util.List;
import org.fanfare.protocol.CloseCode;
import org.fanfare.session.Batch;
import org.fanfare.session.Session;
import org.jspecify.annotations.Nullable;

/** Starts the writes of a shard's sessions, one at a time for each. Used by one shard. */
final class Writes {
    private static final int TURN_WRITES = 8;

    private final Core core;
    private final Shard shard;
    private final Subscriptions subscriptions;
    private final Evictions evictions;
    private final List<Session> dirty = new ArrayList<>();
    private final List<Session> urgent = new ArrayList<>();
    private @Nullable Batch memo;

    Writes(Core core, Shard shard, Subscriptions subscriptions, Evictions evictions) {
        this.core = core;
        this.shard = shard;
        this.subscriptions = subscriptions;
        this.evictions = evictions;
    }

    /** Notes that a session has something to write. */
    void add(Session session) {
        if (session.markDirty()) {
            dirty.add(session);
        }
        if (!session.outbox().hasReplayRoom()) {
            urgent.add(session);
        }
    }

    /** Starts the writes of those whose outbox would not take many events more: a burst is no sign of a slow client. */
    void flushUrgent() {
        int count = urgent.size();
        for (int i = 0; i < count; i++) {
            flushGuarded(urgent.get(i));
        }
        urgent.clear();
    }

    /** Starts the writes of all that have something to write. */
    void flush() {
        for (int i = 0; i < dirty.size(); i++) {
            flushGuarded(dirty.get(i));
        }
        dirty.clear();
        urgent.clear();
    }

    /** Writes as much as the session's connection takes now. A connection that fails ends its session, and no other. */
    void flushGuarded(Session session) {
        session.markDirty();
        try {
            flush(session);
        } catch (RuntimeException fault) {
            HubLog.commandFailed(fault);
            shard.end(session, CloseCode.INTERNAL, "the connection failed");
        } finally {
            session.clean();
        }
    }

    private void flush(Session session) {
        for (int i = 0; !session.isClosed() && !session.outbox().isEmpty(); i++) {
            if (i == TURN_WRITES) {
                shard.writable(session);
                return;
            }
            if (!session.beginWrite(core.ticker().nanos())) {
                evictions.watch(session);
                return;
            }
            Batch batch = session.outbox().take(memo);
            memo = batch;
            session.answered(batch.answers());
            if (batch.hasHeartbeat()) {
                session.connection().ping();
            }
            session.connection().write(batch, session);
            if (session.connection().isOver()) {
                shard.forget(session);
                return;
            }
            if (session.outbox().hasReplayRoom()) {
                subscriptions.resume(session);
            }
        }
        if (session.isLeaving() && !session.isClosed()) {
            endOnceWritten(session);
        }
    }

    /** Ends a session that was told goodbye, once nothing of it is under way. */
    private void endOnceWritten(Session session) {
        if (session.isWrittenOrTells()) {
            shard.end(session, CloseCode.DRAINED, "go on elsewhere");
        } else {
            evictions.watch(session);
        }
    }
}
