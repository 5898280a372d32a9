package org.fanfare.presence;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A node and the sittings that it announced. Guarded by the presence. */
final class Owner {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    final String node;
    final SeatTable.ByHandle seats = new SeatTable.ByHandle();

    /** Whether it lives, so that its sittings count. */
    boolean lives;

    long seq;
    private long hash;

    /** While the node announces all that it has: what it has not named yet. */
    private @Nullable Set<Seat> unnamed;

    Owner(String node) {
        this.node = node;
    }

    void add(Seat seat) {
        seats.put(seat);
        hash += hash(seat.sitting);
    }

    void remove(Seat seat) {
        seats.remove(seat);
        hash -= hash(seat.sitting);
        named(seat);
    }

    void replace(Seat seat, Sitting sitting) {
        hash += hash(sitting) - hash(seat.sitting);
        seat.sitting = sitting;
    }

    /** The node begins to announce all that it has. */
    void renewalBegins() {
        Set<Seat> all = Collections.newSetFromMap(new IdentityHashMap<>());
        all.addAll(seats.all());
        unnamed = all;
    }

    void named(Seat seat) {
        if (unnamed != null) {
            unnamed.remove(seat);
        }
    }

    /**
     * The node has announced all that it has.
     *
     * @return what it does not have; nothing if some of the announcements did not come, so that it cannot be told
     */
    Set<Seat> renewalEnds(int count) {
        Set<Seat> left = unnamed;
        unnamed = null;
        return left == null || seats.size() - left.size() != count ? Set.of() : left;
    }

    PresenceDigest digest() {
        return new PresenceDigest(seq, seats.size(), hash);
    }

    private static long hash(Sitting sitting) {
        long mixed = mix(sitting.topic().name().hashCode());
        mixed = mix(mixed + sitting.handle().hashCode());
        mixed = mix(mixed + sitting.user().hashCode());
        mixed = mix(mixed + sitting.sinceMillis());
        mixed = mix(mixed + sitting.changedMillis());
        String metadata = sitting.metadata();
        return mix(mixed + (metadata == null ? 0 : metadata.hashCode()));
    }

    /** Spreads each bit over all of them (the finalizer of SplitMix64). */
    private static long mix(long value) {
        long mixed = value + GOLDEN;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
