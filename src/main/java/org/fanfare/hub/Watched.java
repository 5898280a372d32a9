package org.fanfare.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fanfare.protocol.Names;
import org.fanfare.session.Session;
import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/**
 * A topic of whose presence some sessions of a shard are told: who they are, and what they have not been told yet. What is untold is
 * noted by any thread; all else belongs to the shard.
 */
final class Watched {
    /** Past so many users the rest is told only by the count: later messages have it right. */
    static final int MAX_UNTOLD = 65_536;

    /** A user of whom something is to be told. */
    record Untold(String user, boolean wasPresent) {}

    final Topic topic;
    final @Nullable String room;
    final Set<Session> watchers = new LinkedHashSet<>();
    final Map<String, List<Session>> members = new HashMap<>();
    long nextNanos;

    @GuardedBy("this")
    private final Map<String, Boolean> untold = new LinkedHashMap<>();

    @GuardedBy("this")
    private boolean queued;

    Watched(Topic topic, long nowNanos) {
        this.topic = topic;
        this.room = Names.isRoom(topic) ? Names.room(topic) : null;
        this.nextNanos = nowNanos;
    }

    void join(String user, Session session) {
        members.computeIfAbsent(user, name -> new ArrayList<>(1)).add(session);
    }

    void leave(String user, Session session) {
        List<Session> sessions = members.get(user);
        if (sessions != null && sessions.remove(session) && sessions.isEmpty()) {
            members.remove(user);
        }
    }

    boolean isUnwatched() {
        return watchers.isEmpty() && members.isEmpty();
    }

    /**
     * Notes a change; of several of one user the state before the first counts. Any thread.
     *
     * @return whether the shard has to be told that there is something
     */
    synchronized boolean note(String user, boolean wasPresent) {
        if (untold.size() < MAX_UNTOLD) {
            untold.putIfAbsent(user, wasPresent);
        }
        boolean first = !queued;
        queued = true;
        return first;
    }

    /** Takes the user who waited longest; null if nobody waits. */
    synchronized @Nullable Untold next() {
        Iterator<Map.Entry<String, Boolean>> oldest = untold.entrySet().iterator();
        if (!oldest.hasNext()) {
            return null;
        }
        Map.Entry<String, Boolean> entry = oldest.next();
        oldest.remove();
        return new Untold(entry.getKey(), entry.getValue());
    }

    /** Whether something is left to tell, for which the shard comes back by itself. */
    synchronized boolean hasMore() {
        queued = !untold.isEmpty();
        return queued;
    }
}
