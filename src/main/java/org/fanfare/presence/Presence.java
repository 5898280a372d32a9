package org.fanfare.presence;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/**
 * Who is on which topic: what all nodes that live have announced, taken together (R26). The sittings of a node count while it lives,
 * and are kept until it is forgotten. Thread-safe; what changes it comes one call at a time.
 */
public final class Presence {
    private static final int SITTINGS_A_PIECE = 32;

    /** Learns what changes. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A user came, went, or is there in another way (other metadata, another number of sittings). Called once the change can be
         * seen, by the thread that makes all changes, which holds no lock of the presence: it must be quick, and look up what is now.
         *
         * @param wasPresent whether the user was there before
         */
        void changed(Topic topic, String user, boolean wasPresent);
    }

    /** A topic with somebody on it. */
    private static final class Place {
        private final Topic topic;
        private final SeatTable.ByUser users = new SeatTable.ByUser();

        Place(Topic topic) {
            this.topic = topic;
        }
    }

    @GuardedBy("this")
    private final Map<Topic, Place> places = new HashMap<>();

    @GuardedBy("this")
    private final Map<String, Owner> owners = new HashMap<>();

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Adds one that learns what changes; for ever. */
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** How many members a topic has. */
    public synchronized int count(Topic topic) {
        Place place = places.get(topic);
        return place == null ? 0 : place.users.size();
    }

    /** A user on a topic, or null if it is not there. */
    public synchronized @Nullable Member find(Topic topic, String user) {
        Seat seat = seat(topic, user);
        return seat == null ? null : seat.member();
    }

    synchronized boolean isPresent(Topic topic, String user) {
        return seat(topic, user) != null;
    }

    @GuardedBy("this")
    private @Nullable Seat seat(Topic topic, String user) {
        Place place = places.get(topic);
        return place == null ? null : place.users.get(user);
    }

    /** A sitting on whatever node, also of one that does not live; null if none has it. */
    public synchronized @Nullable Sitting sitting(Topic topic, String handle) {
        return sitting(topic, handle, null);
    }

    /** The same, of other nodes than one. */
    public synchronized @Nullable Sitting sittingElsewhere(Topic topic, String handle, String than) {
        return sitting(topic, handle, than);
    }

    @GuardedBy("this")
    private @Nullable Sitting sitting(Topic topic, String handle, @Nullable String notOf) {
        Sitting found = null;
        for (Owner owner : owners.values()) {
            Seat seat = owner.node.equals(notOf) ? null : owner.seats.get(topic, handle);
            if (seat != null && (found == null || owner.lives)) {
                found = seat.sitting;
            }
        }
        return found;
    }

    /**
     * Lists members of a topic.
     *
     * @param after the user past which it begins, or null
     * @param limit most members
     * @param maxBytes most UTF-8 bytes of their users and metadata together; one member is listed however large it is
     */
    public Roll roll(Topic topic, @Nullable String after, int limit, int maxBytes) {
        List<String> users = new ArrayList<>();
        int count;
        synchronized (this) {
            Place place = places.get(topic);
            count = place == null ? 0 : place.users.size();
            if (place != null) {
                for (Seat seat : place.users.all()) {
                    if (after == null || seat.sitting.user().compareTo(after) > 0) {
                        users.add(seat.sitting.user());
                    }
                }
            }
        }
        return new RollCall(users, limit, maxBytes).roll(count, user -> find(topic, user));
    }

    /** The sittings that a node has announced, in a few bytes. */
    public synchronized PresenceDigest digest(String node) {
        Owner owner = owners.get(node);
        return owner == null ? PresenceDigest.NONE : owner.digest();
    }

    /** How many sittings there are on all nodes. */
    public synchronized int size() {
        return owners.values().stream().mapToInt(owner -> owner.seats.size()).sum();
    }

    /** The nodes that are known, living or not. */
    public synchronized Set<String> nodes() {
        return Set.copyOf(owners.keySet());
    }

    /**
     * Takes an announcement of a node.
     *
     * @param seq its number in the node's stream
     * @return false if it, or a later one, was taken before: then it is dropped
     */
    public boolean apply(String node, long seq, List<Change> changes) {
        Differences differences = new Differences();
        synchronized (this) {
            Owner owner = owner(node);
            if (seq <= owner.seq) {
                return false;
            }
            owner.seq = seq;
            changes.forEach(change -> apply(owner, change, differences));
            differences.settle(this);
        }
        differences.tell(listeners);
        return true;
    }

    @GuardedBy("this")
    private Owner owner(String node) {
        return owners.computeIfAbsent(node, Owner::new);
    }

    @GuardedBy("this")
    private void apply(Owner owner, Change change, Differences differences) {
        if (change instanceof Change.Here here) {
            put(owner, here.sitting(), differences);
        } else if (change instanceof Change.Gone gone) {
            Seat seat = owner.seats.get(gone.topic(), gone.handle());
            if (seat != null) {
                remove(seat, differences);
            }
        } else if (change instanceof Change.Expelled expelled) {
            expelOfTheDead(expelled.topic(), expelled.handle());
        } else if (change instanceof Change.Renewal renewal && renewal.begins()) {
            owner.renewalBegins();
        } else if (change instanceof Change.Renewal renewal) {
            owner.renewalEnds(renewal.count()).forEach(seat -> remove(seat, differences));
        }
    }

    /** A node that does not live cannot let anybody go, nor is it to be taken over from there. */
    @GuardedBy("this")
    private void expelOfTheDead(Topic topic, String handle) {
        for (Owner owner : owners.values()) {
            Seat seat = owner.lives ? null : owner.seats.get(topic, handle);
            if (seat != null) {
                owner.remove(seat);
            }
        }
    }

    @GuardedBy("this")
    private void put(Owner owner, Sitting sitting, Differences differences) {
        Seat known = owner.seats.get(sitting.topic(), sitting.handle());
        if (known != null && known.sitting.user().equals(sitting.user())) {
            owner.named(known);
            if (!known.sitting.equals(sitting)) {
                note(known, differences);
                owner.replace(known, withTopic(sitting, known.sitting.topic()));
            }
            return;
        }
        if (known != null) {
            remove(known, differences);
        }
        Place place = places.get(sitting.topic());
        Seat seat = new Seat(owner, place == null ? sitting : withTopic(sitting, place.topic));
        owner.add(seat);
        if (owner.lives) {
            link(seat, differences);
        }
    }

    /** The same with the topic that is held already. */
    @SuppressWarnings("ReferenceEquality") // the very same needs no copy
    private static Sitting withTopic(Sitting sitting, Topic topic) {
        if (sitting.topic() == topic) {
            return sitting;
        }
        return new Sitting(
                topic,
                sitting.handle(),
                sitting.user(),
                sitting.sinceMillis(),
                sitting.changedMillis(),
                sitting.metadata());
    }

    @GuardedBy("this")
    private void remove(Seat seat, Differences differences) {
        if (seat.owner.lives) {
            unlink(seat, differences);
        }
        seat.owner.remove(seat);
    }

    @GuardedBy("this")
    private void note(Seat seat, Differences differences) {
        Sitting sitting = seat.sitting;
        if (seat.owner.lives) {
            differences.note(sitting.topic(), sitting.user(), isPresent(sitting.topic(), sitting.user()));
        }
    }

    @GuardedBy("this")
    private void link(Seat seat, Differences differences) {
        note(seat, differences);
        SeatTable.ByUser users = places.computeIfAbsent(seat.sitting.topic(), Place::new).users;
        Seat ring = users.get(seat.sitting.user());
        if (ring == null) {
            users.put(seat);
        } else {
            seat.join(ring);
        }
    }

    @GuardedBy("this")
    private void unlink(Seat seat, Differences differences) {
        note(seat, differences);
        Place place = places.get(seat.sitting.topic());
        Seat left = seat.quit();
        if (place == null) {
            return;
        }
        if (left == null) {
            place.users.remove(seat);
        } else {
            place.users.put(left);
        }
        if (place.users.size() == 0) {
            places.remove(place.topic);
        }
    }

    /** A node lives: its sittings count, those that it has announced and those that it will. */
    public void show(String node) {
        turn(node, true);
    }

    /** A node does not live: its sittings do not count until it does again. */
    public void hide(String node) {
        turn(node, false);
    }

    private void turn(String node, boolean lives) {
        Differences differences = new Differences();
        synchronized (this) {
            Owner owner = owner(node);
            if (owner.lives == lives) {
                return;
            }
            owner.lives = true;
            for (Seat seat : owner.seats.all()) {
                if (lives) {
                    link(seat, differences);
                } else {
                    unlink(seat, differences);
                }
            }
            owner.lives = lives;
            differences.settle(this);
        }
        differences.tell(listeners);
    }

    /** A node is no more, nor are its sittings. */
    public void forget(String node) {
        hide(node);
        synchronized (this) {
            owners.remove(node);
        }
    }

    /** Forgets all nodes. */
    public void clear() {
        nodes().forEach(this::forget);
    }

    /** All that the nodes have announced, in pieces. */
    public synchronized List<Sittings> snapshot() {
        List<Sittings> pieces = new ArrayList<>();
        for (Owner owner : owners.values()) {
            List<Sitting> all =
                    owner.seats.all().stream().map(seat -> seat.sitting).toList();
            for (int from = 0; from == 0 || from < all.size(); from += SITTINGS_A_PIECE) {
                int to = Math.min(from + SITTINGS_A_PIECE, all.size());
                pieces.add(new Sittings(owner.node, owner.seq, all.subList(from, to)));
            }
        }
        return pieces;
    }

    /** Adds what another node knew of nodes of which this one knows nothing. */
    public void restore(List<Sittings> pieces) {
        Differences differences = new Differences();
        synchronized (this) {
            for (Sittings piece : pieces) {
                Owner owner = owner(piece.node());
                owner.seq = Math.max(owner.seq, piece.seq());
                piece.sittings().forEach(sitting -> put(owner, sitting, differences));
            }
            differences.settle(this);
        }
        differences.tell(listeners);
    }
}
