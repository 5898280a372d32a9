package org.fanfare.session;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One coarse timer for all sessions of a shard: 64 slots of one second, a session in at most one of them, linked through the
 * session itself so that no timer object exists. Used by the shard alone.
 */
public final class Wheel {
    /** The longest delay, in seconds. */
    public static final int MAX_SECONDS = 63;

    static final int NOWHERE = -1;
    private static final int SLOTS = 64;

    private final @Nullable Session[] slots = new Session[SLOTS];
    private long now;

    /** Calls the session up in so many seconds, at least one; a time set before is void. */
    public void schedule(Session session, int seconds) {
        cancel(session);
        int slot = (int) ((now + Math.max(1, Math.min(seconds, MAX_SECONDS))) & (SLOTS - 1));
        Session first = slots[slot];
        session.wheelSlot = slot;
        session.wheelPrevious = null;
        session.wheelNext = first;
        if (first != null) {
            first.wheelPrevious = session;
        }
        slots[slot] = session;
    }

    public void cancel(Session session) {
        if (session.wheelSlot == NOWHERE) {
            return;
        }
        Session previous = session.wheelPrevious;
        Session next = session.wheelNext;
        if (previous == null) {
            slots[session.wheelSlot] = next;
        } else {
            previous.wheelNext = next;
        }
        if (next != null) {
            next.wheelPrevious = previous;
        }
        session.wheelPrevious = null;
        session.wheelNext = null;
        session.wheelSlot = NOWHERE;
    }

    /** Moves on by one second and calls up whose time has come; they are in no slot then. */
    public void advance(Consumer<Session> due) {
        int slot = (int) (++now & (SLOTS - 1));
        while (true) {
            Session session = slots[slot];
            if (session == null) {
                return;
            }
            cancel(session);
            due.accept(session);
        }
    }
}
