package org.fanfare.presence;

import org.jspecify.annotations.Nullable;

/** A sitting where it is kept: among those of its node, and, while that lives, in a ring of all of its user on its topic. Guarded by the presence. */
final class Seat {
    final Owner owner;
    Sitting sitting;
    Seat next = this;
    Seat previous = this;

    Seat(Owner owner, Sitting sitting) {
        this.owner = owner;
        this.sitting = sitting;
    }

    /** Enters the ring of another one. */
    void join(Seat ring) {
        next = ring;
        previous = ring.previous;
        previous.next = this;
        ring.previous = this;
    }

    /**
     * Leaves its ring.
     *
     * @return one that is left in it, or null
     */
    @Nullable
    Seat quit() {
        Seat left = next == this ? null : next;
        previous.next = next;
        next.previous = previous;
        next = this;
        previous = this;
        return left;
    }

    /** All of the ring as one member. */
    Member member() {
        int sessions = 0;
        long since = Long.MAX_VALUE;
        Sitting latest = null;
        Seat seat = this;
        do {
            sessions++;
            since = Math.min(since, seat.sitting.sinceMillis());
            if (seat.sitting.metadata() != null && (latest == null || isLater(seat.sitting, latest))) {
                latest = seat.sitting;
            }
            seat = seat.next;
        } while (seat != this);
        return new Member(sitting.user(), sessions, since, latest == null ? null : latest.metadata());
    }

    /** The same on all nodes, in whatever order they came. */
    private static boolean isLater(Sitting one, Sitting than) {
        return one.changedMillis() == than.changedMillis()
                ? one.handle().compareTo(than.handle()) > 0
                : one.changedMillis() > than.changedMillis();
    }
}
