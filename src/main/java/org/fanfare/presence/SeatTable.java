package org.fanfare.presence;

import java.util.ArrayList;
import java.util.List;
import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/**
 * A hash table of seats that costs one reference a slot, at most half of which are taken: by topic and handle, or by user within one
 * topic. Open addressing, without marks of what was removed. Guarded by the presence.
 */
abstract class SeatTable {
    private static final int LEAST_SLOTS = 4;

    private @Nullable Seat[] slots = new @Nullable Seat[LEAST_SLOTS];
    private int size;

    abstract int hash(Sitting sitting);

    abstract boolean isSame(Sitting one, Sitting other);

    /** A table by topic and handle. */
    static final class ByHandle extends SeatTable {
        @Nullable
        Seat get(Topic topic, String handle) {
            return find(
                    hash(topic, handle),
                    sitting ->
                            sitting.handle().equals(handle) && sitting.topic().equals(topic));
        }

        @Override
        int hash(Sitting sitting) {
            return hash(sitting.topic(), sitting.handle());
        }

        private static int hash(Topic topic, String handle) {
            return 31 * topic.name().hashCode() + handle.hashCode();
        }

        @Override
        boolean isSame(Sitting one, Sitting other) {
            return one.handle().equals(other.handle()) && one.topic().equals(other.topic());
        }
    }

    /** A table by user. */
    static final class ByUser extends SeatTable {
        @Nullable
        Seat get(String user) {
            return find(user.hashCode(), sitting -> sitting.user().equals(user));
        }

        @Override
        int hash(Sitting sitting) {
            return sitting.user().hashCode();
        }

        @Override
        boolean isSame(Sitting one, Sitting other) {
            return one.user().equals(other.user());
        }
    }

    /** Tells whether a sitting is the one that is looked for. */
    @FunctionalInterface
    interface Test {
        boolean is(Sitting sitting);
    }

    final int size() {
        return size;
    }

    final @Nullable Seat find(int hash, Test test) {
        int mask = slots.length - 1;
        for (int i = spread(hash) & mask; ; i = (i + 1) & mask) {
            Seat seat = slots[i];
            if (seat == null || test.is(seat.sitting)) {
                return seat;
            }
        }
    }

    /** Puts a seat in the place of the one with the same key, if there is one. */
    final void put(Seat seat) {
        int at = slotOf(seat.sitting);
        if (slots[at] == null) {
            size++;
        }
        slots[at] = seat;
        if (size > slots.length / 2) {
            resize(slots.length * 2);
        }
    }

    /** Removes the seat with the key of this one. */
    final void remove(Seat seat) {
        int mask = slots.length - 1;
        int hole = slotOf(seat.sitting);
        if (slots[hole] == null) {
            return;
        }
        size--;
        slots[hole] = null;
        for (int i = (hole + 1) & mask; ; i = (i + 1) & mask) {
            Seat moved = slots[i];
            if (moved == null) {
                break;
            }
            int home = spread(hash(moved.sitting)) & mask;
            if (((i - home) & mask) >= ((i - hole) & mask)) {
                slots[hole] = moved;
                slots[i] = null;
                hole = i;
            }
        }
        if (size < slots.length / 8 && slots.length > LEAST_SLOTS) {
            resize(slots.length / 2);
        }
    }

    private void resize(int length) {
        @Nullable Seat[] old = slots;
        slots = new @Nullable Seat[length];
        for (Seat seat : old) {
            if (seat != null) {
                slots[slotOf(seat.sitting)] = seat;
            }
        }
    }

    /** Where a key stands, or would. */
    private int slotOf(Sitting key) {
        int mask = slots.length - 1;
        int i = spread(hash(key)) & mask;
        for (Seat seat = slots[i]; seat != null && !isSame(seat.sitting, key); seat = slots[i]) {
            i = (i + 1) & mask;
        }
        return i;
    }

    /** The seats of this moment. */
    final List<Seat> all() {
        List<Seat> all = new ArrayList<>(size);
        for (Seat seat : slots) {
            if (seat != null) {
                all.add(seat);
            }
        }
        return all;
    }

    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ mixed >>> 15;
    }
}
