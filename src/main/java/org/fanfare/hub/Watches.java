package org.fanfare.hub;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.fanfare.presence.Presence;
import org.fanfare.session.Session;
import org.fanfare.topic.Topic;

/**
 * Who of a shard's sessions is told of the presence of which topics, and when: the first change at once, those after it together, a
 * few times a second. Changes are noted by any thread; all else belongs to the shard.
 */
final class Watches implements Presence.Listener {
    /** Time between two tellings of one topic: four a second at most. */
    static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Shard shard;
    private final Telling telling;
    private final ConcurrentMap<Topic, Watched> topics = new ConcurrentHashMap<>();
    private final Map<Session, Set<Topic>> watching = new HashMap<>();
    private final Queue<Watched> changed = new ConcurrentLinkedQueue<>();
    private final Queue<Watched> due =
            new PriorityQueue<>((one, other) -> Long.compare(one.nextNanos - other.nextNanos, 0));
    private final Core core;

    Watches(Core core, Shard shard, PresenceDesk desk) {
        this.core = core;
        this.shard = shard;
        this.telling = new Telling(shard, desk);
    }

    @Override
    public void changed(Topic topic, String user, boolean wasPresent) {
        Watched watched = topics.get(topic);
        if (watched != null && watched.note(user, wasPresent)) {
            changed.add(watched);
            shard.signal();
        }
    }

    /** Tells a session of a topic's changes from now on; false past its bound. */
    boolean watch(Session session, Topic topic) {
        Set<Topic> own = watching.computeIfAbsent(session, key -> new LinkedHashSet<>());
        if (!own.contains(topic) && own.size() >= core.limits().subscriptions()) {
            return false;
        }
        own.add(topic);
        watched(topic).watchers.add(session);
        return true;
    }

    void unwatch(Session session, Topic topic) {
        Set<Topic> own = watching.get(session);
        if (own != null && own.remove(topic)) {
            if (own.isEmpty()) {
                watching.remove(session);
            }
            stopWatching(session, topic);
        }
    }

    private void stopWatching(Session session, Topic topic) {
        Watched watched = topics.get(topic);
        if (watched != null) {
            watched.watchers.remove(session);
            forgetIfUnwatched(watched);
        }
    }

    /** Tells a member of a room of others that join and leave. */
    void join(Session session, Topic topic, String user) {
        watched(topic).join(user, session);
    }

    void leave(Session session, Topic topic, String user) {
        Watched watched = topics.get(topic);
        if (watched != null) {
            watched.leave(user, session);
            forgetIfUnwatched(watched);
        }
    }

    /** Forgets what a session watches; its rooms it leaves by itself. */
    void drop(Session session) {
        Set<Topic> own = watching.remove(session);
        if (own != null) {
            own.forEach(topic -> stopWatching(session, topic));
        }
    }

    private Watched watched(Topic topic) {
        Watched known = topics.get(topic);
        if (known == null) {
            known = new Watched(topic, core.ticker().nanos());
            topics.put(topic, known);
        }
        return known;
    }

    private void forgetIfUnwatched(Watched watched) {
        if (watched.isUnwatched()) {
            topics.remove(watched.topic, watched);
        }
    }

    /** Tells what is due. */
    void run(long nowNanos) {
        for (Watched next = changed.poll(); next != null; next = changed.poll()) {
            due.add(next);
        }
        for (Watched next = due.peek(); next != null && next.nextNanos - nowNanos <= 0; next = due.peek()) {
            due.remove();
            telling.tell(next);
            next.nextNanos = nowNanos + INTERVAL_NANOS;
            if (next.hasMore() && !next.isUnwatched()) {
                due.add(next);
            }
        }
    }

    /** How long until something is due, at most so long. */
    long untilDue(long nowNanos, long atMostNanos) {
        Watched next = due.peek();
        return next == null ? atMostNanos : Math.min(atMostNanos, next.nextNanos - nowNanos);
    }

    boolean holdsNothing() {
        return topics.isEmpty() && watching.isEmpty();
    }
}
