package org.fanfare.hub;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.fanfare.topic.Topic;

/**
 * How many sessions of this node share a member's sitting: one that comes again with its token may be there before its broken
 * connection is known to be, and must not leave with that. Thread-safe.
 */
final class Seats {
    private record Seat(Topic topic, String handle) {}

    private final PresenceDesk desk;
    private final ConcurrentMap<Seat, Integer> sessions = new ConcurrentHashMap<>();

    Seats(PresenceDesk desk) {
        this.desk = desk;
    }

    /** A session is about to sit there. */
    void take(Topic topic, String handle) {
        sessions.merge(new Seat(topic, handle), 1, Integer::sum);
    }

    /**
     * A session leaves, and the member with the last of them.
     *
     * @param done told once that is announced; it only passes that on
     */
    void leave(Topic topic, String handle, Runnable done) {
        sessions.compute(new Seat(topic, handle), (seat, count) -> {
            if (count != null && count > 1) {
                done.run();
                return count - 1;
            }
            desk.leave(topic, handle, done);
            return null;
        });
    }

    /** A session goes; the member does with the last of them. */
    void leave(Topic topic, String handle, Duration grace) {
        sessions.computeIfPresent(new Seat(topic, handle), (seat, count) -> {
            if (count > 1) {
                return count - 1;
            }
            desk.depart(topic, handle, grace);
            return null;
        });
    }

    boolean isEmpty() {
        return sessions.isEmpty();
    }
}
