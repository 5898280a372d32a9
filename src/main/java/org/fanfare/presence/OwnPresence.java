package org.fanfare.presence;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/**
 * The sittings of this node: those that are there, those that are only waited for, and what the others are still to be told of them.
 * What changes twice before it is announced is announced once or not at all. Thread-safe; it calls nobody.
 */
public final class OwnPresence {
    /** What became of one who came. */
    public enum Entrance {
        /** It sits there; it is told when that is announced. */
        TAKEN,
        /** The topic has its most members. */
        TOPIC_FULL,
        /** This node has its most sittings. */
        NODE_FULL
    }

    private record Place(Topic topic, String handle) {}

    private record Seated(Topic topic, String user) {}

    private final long timeoutNanos;
    private final int maxSittings;

    @GuardedBy("this")
    private final Map<Place, OwnSitting> sittings = new HashMap<>();

    @GuardedBy("this")
    private final NavigableSet<OwnSitting> timed = new TreeSet<>(OwnPresence::byEnd);

    /** Those who went without a word and are waited for. */
    @GuardedBy("this")
    private final Map<Seated, Set<OwnSitting>> away = new HashMap<>();

    /** How many came to a topic and are not counted there yet. */
    @GuardedBy("this")
    private final Map<Topic, Integer> coming = new HashMap<>();

    @GuardedBy("this")
    private final Untold untold = new Untold();

    @GuardedBy("this")
    private long numbers;

    /**
     * Creates one without anybody.
     *
     * @param timeout how long a member over HTTP stays that has neither a stream nor a poll
     * @param maxSittings most sittings of this node
     */
    public OwnPresence(Duration timeout, int maxSittings) {
        this.timeoutNanos = timeout.toNanos();
        this.maxSittings = maxSittings;
    }

    private static int byEnd(OwnSitting one, OwnSitting other) {
        int order = Long.compare(one.endNanos - other.endNanos, 0);
        return order == 0 ? Long.compare(one.number, other.number) : order;
    }

    /** How many sittings there are, those included that went and are not announced yet. */
    public synchronized int size() {
        return sittings.size();
    }

    /** A sitting of this node, or null. */
    public synchronized @Nullable Sitting get(Topic topic, String handle) {
        OwnSitting own = present(topic, handle);
        return own == null ? null : own.sitting;
    }

    /** The sittings of this node. */
    public synchronized List<Sitting> all() {
        return sittings.values().stream()
                .filter(own -> own.here)
                .map(own -> own.sitting)
                .toList();
    }

    @GuardedBy("this")
    private @Nullable OwnSitting present(Topic topic, String handle) {
        OwnSitting own = sittings.get(new Place(topic, handle));
        return own == null || !own.here ? null : own;
    }

    /**
     * Somebody comes. The same handle goes on with its sitting, and with its metadata if it brings none. Others of the same user on the
     * same topic that are waited for go.
     *
     * @param needsSight whether it is a member over HTTP
     * @param room how many more members may come to the topic, as far as they are counted there
     * @param done told once it is announced: the sitting, or null if it has gone already
     */
    public synchronized Entrance enter(
            Sitting sitting, boolean needsSight, int room, Consumer<@Nullable Sitting> done, long nowNanos) {
        Place place = new Place(sitting.topic(), sitting.handle());
        OwnSitting known = sittings.get(place);
        if ((known == null || !known.here) && coming.getOrDefault(sitting.topic(), 0) >= room) {
            return Entrance.TOPIC_FULL;
        }
        if (known == null && sittings.size() >= maxSittings) {
            return Entrance.NODE_FULL;
        }
        OwnSitting own = known == null ? new OwnSitting(numbers++, sitting, needsSight) : known;
        untime(own);
        own.sitting = known == null || !known.here ? sitting : continued(known.sitting, sitting);
        own.here = true;
        own.needsSight = needsSight;
        sittings.put(place, own);
        if (own.announced == null && !own.coming) {
            own.coming = true;
            coming.merge(sitting.topic(), 1, Integer::sum);
        }
        if (needsSight && own.attended == 0) {
            time(own, nowNanos + timeoutNanos);
        }
        own.await(done);
        untold.add(own);
        letGoAway(sitting.topic(), sitting.user());
        return Entrance.TAKEN;
    }

    private static Sitting continued(Sitting known, Sitting anew) {
        if (anew.metadata() == null || !known.user().equals(anew.user())) {
            return known.user().equals(anew.user()) ? known : anew;
        }
        return changed(known, anew.metadata(), anew.changedMillis());
    }

    private static Sitting changed(Sitting known, @Nullable String metadata, long millis) {
        long later = Math.max(millis, known.changedMillis() + 1);
        return new Sitting(known.topic(), known.handle(), known.user(), known.sinceMillis(), later, metadata);
    }

    /**
     * Replaces the metadata of a sitting.
     *
     * @param done told once it is announced: the sitting, or null if it has gone already
     * @return whether it sits here
     */
    public synchronized boolean update(
            Topic topic,
            String handle,
            @Nullable String metadata,
            long changedMillis,
            Consumer<@Nullable Sitting> done) {
        OwnSitting own = present(topic, handle);
        if (own == null) {
            return false;
        }
        own.sitting = changed(own.sitting, metadata, changedMillis);
        own.await(done);
        untold.add(own);
        return true;
    }

    /**
     * Somebody goes.
     *
     * @param grace how long it is waited for; zero if it leaves
     * @return whether it sat here
     */
    public synchronized boolean depart(Topic topic, String handle, Duration grace, long nowNanos) {
        OwnSitting own = present(topic, handle);
        if (own == null) {
            return false;
        }
        if (grace.isZero()) {
            go(own);
        } else {
            own.needsSight = false;
            time(own, nowNanos + grace.toNanos());
        }
        return true;
    }

    /**
     * Somebody leaves.
     *
     * @param done told once that is announced
     * @return whether it sat here
     */
    public synchronized boolean leave(Topic topic, String handle, Runnable done, long nowNanos) {
        OwnSitting own = present(topic, handle);
        if (own == null) {
            return false;
        }
        own.await(seated -> done.run());
        return depart(topic, handle, Duration.ZERO, nowNanos);
    }

    /**
     * A session goes. A member that has gone on over HTTP meanwhile stays.
     *
     * @param grace how long it is waited for; zero if it leaves
     * @return whether it sat here, and does not go on
     */
    public synchronized boolean rise(Topic topic, String handle, Duration grace, long nowNanos) {
        OwnSitting own = present(topic, handle);
        if (own == null || own.needsSight) {
            return false;
        }
        if (own.attended > 0) {
            own.needsSight = true;
            return false;
        }
        return depart(topic, handle, grace, nowNanos);
    }

    /**
     * A member over HTTP gives a sign of life.
     *
     * @return whether it sits here
     */
    public synchronized boolean sighted(Topic topic, String handle, long nowNanos) {
        OwnSitting own = present(topic, handle);
        if (own != null && own.needsSight && own.attended == 0) {
            time(own, nowNanos + timeoutNanos);
        }
        return own != null;
    }

    /**
     * A member has one more stream or poll; one whose session was away goes on over HTTP.
     *
     * @return whether it sits here
     */
    public synchronized boolean attend(Topic topic, String handle) {
        OwnSitting own = present(topic, handle);
        if (own == null) {
            return false;
        }
        boolean wasAway = own.isAway();
        own.attended++;
        untime(own);
        own.needsSight |= wasAway;
        return true;
    }

    /** A member over HTTP has one stream or poll less. */
    public synchronized void release(Topic topic, String handle, long nowNanos) {
        OwnSitting own = present(topic, handle);
        if (own != null && own.attended > 0 && --own.attended == 0 && own.needsSight) {
            time(own, nowNanos + timeoutNanos);
        }
    }

    /**
     * Somebody sits on another node: who is waited for here has come there.
     *
     * @return whether anybody went by that
     */
    public synchronized boolean cameElsewhere(Sitting sitting) {
        boolean any = letGoAway(sitting.topic(), sitting.user());
        OwnSitting same = present(sitting.topic(), sitting.handle());
        if (same != null && same.timed) {
            go(same);
            return true;
        }
        return any;
    }

    @GuardedBy("this")
    private boolean letGoAway(Topic topic, String user) {
        Set<OwnSitting> waitedFor = away.get(new Seated(topic, user));
        if (waitedFor == null) {
            return false;
        }
        List.copyOf(waitedFor).forEach(this::go);
        return true;
    }

    /**
     * Lets those go who were waited for long enough.
     *
     * @return whether anybody went
     */
    public synchronized boolean expire(long nowNanos) {
        boolean any = false;
        while (!timed.isEmpty() && nowNanos - timed.first().endNanos >= 0) {
            go(timed.first());
            any = true;
        }
        return any;
    }

    @GuardedBy("this")
    private void go(OwnSitting own) {
        untime(own);
        own.here = false;
        own.attended = 0;
        if (own.announced == null) {
            sittings.remove(new Place(own.sitting.topic(), own.sitting.handle()));
            counted(own);
        }
        untold.add(own);
    }

    @GuardedBy("this")
    private void counted(OwnSitting own) {
        if (own.coming) {
            own.coming = false;
            coming.computeIfPresent(own.sitting.topic(), (topic, many) -> many == 1 ? null : many - 1);
        }
    }

    @GuardedBy("this")
    private void time(OwnSitting own, long endNanos) {
        untime(own);
        own.timed = true;
        own.endNanos = endNanos;
        timed.add(own);
        if (own.isAway()) {
            away.computeIfAbsent(seated(own), seated -> new LinkedHashSet<>()).add(own);
        }
    }

    @GuardedBy("this")
    private void untime(OwnSitting own) {
        if (!own.timed) {
            return;
        }
        timed.remove(own);
        own.timed = false;
        Set<OwnSitting> waitedFor = away.get(seated(own));
        if (waitedFor != null && waitedFor.remove(own) && waitedFor.isEmpty()) {
            away.remove(seated(own));
        }
    }

    private static Seated seated(OwnSitting own) {
        return new Seated(own.sitting.topic(), own.sitting.user());
    }

    /** Asks whatever node has a sitting to let it go. */
    public synchronized void expel(Topic topic, String handle) {
        untold.add(new Change.Expelled(topic, handle));
    }

    /** All that sits here is to be announced anew, for a node that has lost some of it. */
    public synchronized void renew() {
        untold.renew();
    }

    /** This node begins a new run, of which nobody knows anything. */
    public synchronized void restart() {
        untold.clear();
        for (OwnSitting own : List.copyOf(sittings.values())) {
            own.announced = null;
            if (!own.here) {
                sittings.remove(new Place(own.sitting.topic(), own.sitting.handle()));
            }
            untold.add(own);
        }
    }

    /**
     * The next announcement.
     *
     * @param maxChanges most changes in it
     * @param maxChars about how many characters their texts may have together; one change is in it however large it is
     * @return null if there is nothing to announce
     */
    public synchronized @Nullable Announcement next(int maxChanges, int maxChars) {
        if (untold.isEmpty()) {
            return null;
        }
        Untold.Batch batch = untold.next(maxChanges, maxChars, sittings.values());
        for (OwnSitting own : batch.gone()) {
            sittings.remove(new Place(own.sitting.topic(), own.sitting.handle()), own);
        }
        return new Announcement(batch.changes(), () -> told(batch));
    }

    private void told(Untold.Batch batch) {
        synchronized (this) {
            batch.come().forEach(this::counted);
        }
        batch.waiting().forEach(Runnable::run);
    }
}
