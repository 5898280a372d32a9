package org.fanfare.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** All sessions of this node: the meeting point of the transports. Thread-safe. Not final, so that CDI can proxy it. */
public class SessionRegistry {
    private final Map<String, Session> byId = new ConcurrentHashMap<>();
    private final Map<Transport, AtomicInteger> byTransport = new EnumMap<>(Transport.class);
    private final AtomicInteger closing = new AtomicInteger();
    private final Lock lock = new ReentrantLock();
    private final Condition emptied = lock.newCondition();

    /** Creates an empty registry. */
    public SessionRegistry() {
        for (Transport transport : Transport.values()) {
            byTransport.put(transport, new AtomicInteger());
        }
    }

    public void add(Session session) {
        if (byId.put(session.id(), session) == null) {
            counter(session.transport()).incrementAndGet();
        }
    }

    public void remove(Session session) {
        if (byId.remove(session.id(), session)) {
            counter(session.transport()).decrementAndGet();
            tellIfEmptied();
        }
    }

    /** Notes that a connection is being closed, which takes its time. Note it before its session is removed. */
    public void closeBegins() {
        closing.incrementAndGet();
    }

    /** Notes that a connection was closed. */
    public void closeEnds() {
        closing.decrementAndGet();
        tellIfEmptied();
    }

    /** How many sessions are connected, and connections that are being closed. */
    public int left() {
        return byId.size() + closing.get();
    }

    private void tellIfEmptied() {
        if (left() > 0) {
            return;
        }
        lock.lock();
        try {
            emptied.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until no session is connected and no connection is being closed, or for so long.
     *
     * @return whether none is
     */
    public boolean awaitEmpty(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long restNanos = atMost.toNanos();
            while (left() > 0 && restNanos > 0) {
                restNanos = emptied.awaitNanos(restNanos);
            }
            return left() == 0;
        } finally {
            lock.unlock();
        }
    }

    public @Nullable Session find(String id) {
        return byId.get(id);
    }

    /** How many sessions are connected by this transport. */
    public int count(Transport transport) {
        return counter(transport).get();
    }

    private AtomicInteger counter(Transport transport) {
        return Objects.requireNonNull(byTransport.get(transport));
    }

    /** How many sessions are connected. */
    public int count() {
        return byId.size();
    }

    /** The sessions of this moment. */
    public List<Session> all() {
        return new ArrayList<>(byId.values());
    }
}
