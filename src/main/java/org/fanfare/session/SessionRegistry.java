package org.fanfare.session;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** All sessions of this node: the meeting point of the transports. Thread-safe. Not final, so that CDI can proxy it. */
public class SessionRegistry {
    private final Map<String, Session> byId = new ConcurrentHashMap<>();
    private final Map<Transport, AtomicInteger> byTransport = new EnumMap<>(Transport.class);

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
