package org.fanfare.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.fanfare.topic.Topic;

/**
 * How many sessions of this node share a member's sitting: one that comes again with its token may be there before its broken
 * connection is known to be, and must not leave with that. Thread-safe.
 */
final class Seats {
    private record Seat(Topic topic, String handle) {}

    private final PresenceDesk desk;

    @GuardedBy("this")
    private final Map<Seat, Integer> sessions = new HashMap<>();

    Seats(PresenceDesk desk) {
        this.desk = desk;
    }

    /** A session is about to sit there. */
    synchronized void take(Topic topic, String handle) {
        sessions.merge(new Seat(topic, handle), 1, Integer::sum);
    }

    /**
     * A session leaves, and the member with the last of them.
     *
     * @param done told once that is announced: before this returns, or later on any thread, which it must not block
     */
    void leave(Topic topic, String handle, Runnable done) {
        boolean isAnnounced;
        synchronized (this) {
            isAnnounced = isLast(topic, handle) && desk.leaves(topic, handle, done);
        }
        if (isAnnounced) {
            desk.announce();
        } else {
            done.run();
        }
    }

    /** A session goes; the member does with the last of them. */
    void leave(Topic topic, String handle, Duration grace) {
        boolean isAnnounced;
        synchronized (this) {
            isAnnounced = isLast(topic, handle) && desk.departs(topic, handle, grace);
        }
        if (isAnnounced) {
            desk.announce();
        }
    }

    /**
     * Gives a seat up: whether nobody else has it. The member goes under the same lock, or it would take one along who sits down
     * meanwhile; it is announced without, because what others wait for is done then, which may be to sit down.
     */
    @GuardedBy("this")
    private boolean isLast(Topic topic, String handle) {
        Seat seat = new Seat(topic, handle);
        Integer count = sessions.remove(seat);
        if (count != null && count > 1) {
            sessions.put(seat, count - 1);
        }
        return count != null && count == 1;
    }

    synchronized boolean isEmpty() {
        return sessions.isEmpty();
    }
}
