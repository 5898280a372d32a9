package org.fanfare.hub;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.fanfare.session.Frame;
import org.fanfare.session.Session;
import org.fanfare.session.Transport;
import org.fanfare.session.Wheel;
import org.jspecify.annotations.Nullable;

/**
 * Asks a shard's clients to go elsewhere, in waves, so that they do not all come to another node at once. Used by one shard.
 */
final class Farewell {
    /** So many go at once in any case: fewer need no waves. */
    private static final int WAVE_SESSIONS = 50;

    private static final Duration REFUSED = Duration.ofSeconds(5);

    private final Shard shard;
    private final Wheel wheel;
    private String reason = "";
    private Duration over = Duration.ZERO;

    Farewell(Shard shard, Wheel wheel) {
        this.shard = shard;
        this.wheel = wheel;
    }

    /** Begins with all clients of now. Who comes later is turned away, or welcome again. */
    void begin(String why, Duration within) {
        reason = why;
        over = within;
        List<Session> sessions = shard.sessions();
        int waves = (int) Math.min(within.toSeconds(), sessions.size() / WAVE_SESSIONS);
        for (Session session : sessions) {
            int seconds = ThreadLocalRandom.current().nextInt(waves + 1);
            if (seconds == 0 || session.transport() == Transport.POLL) {
                tell(session);
            } else {
                session.leaveSoon();
                wheel.schedule(session, seconds);
            }
        }
    }

    /** Tells a client whose wave has come; false if it is in none. */
    boolean tellIfDue(Session session) {
        if (session.leavesSoon()) {
            tell(session);
            return true;
        }
        return false;
    }

    /** Tells a client to go, and when to come back. Its connection is closed once it has all that waits for it. */
    private void tell(Session session) {
        say(session, reason, over, shard.cursorOf(session));
    }

    /**
     * Turns a client away that has just come.
     *
     * @param cursor with which it came, or null
     */
    void refuse(Session session, @Nullable String cursor) {
        say(session, Admission.NOT_READY.reason(), REFUSED, cursor == null ? shard.cursorOf(session) : cursor);
    }

    private void say(Session session, String why, Duration within, String cursor) {
        if (session.isClosed() || session.isLeaving()) {
            return;
        }
        long retryMillis = ThreadLocalRandom.current().nextLong(within.toMillis() + 1);
        shard.offer(session, Frame.goodbye(Messages.goodbye(why, retryMillis, cursor), cursor, retryMillis));
        shard.dropAll(session);
        session.leave();
    }
}
