package org.fanfare.hub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.fanfare.event.Cursor;
import org.fanfare.event.Event;
import org.fanfare.event.Publication;
import org.fanfare.event.PublishKey;
import org.fanfare.log.Entry;
import org.fanfare.log.LogEnd;
import org.fanfare.log.Replay;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.protocol.CloseCode;
import org.fanfare.protocol.ProtocolException;
import org.fanfare.protocol.ServerMessage;
import org.fanfare.session.Connection;
import org.fanfare.session.Frame;
import org.fanfare.session.Session;
import org.fanfare.session.SessionRegistry;
import org.fanfare.session.Transport;
import org.fanfare.topic.Topic;
import org.fanfare.topic.TopicPattern;
import org.jspecify.annotations.Nullable;

/**
 * The use cases: connect, subscribe, publish, look back. Thread-safe; nothing here waits for a client.
 *
 * <p>Answers and events of a session leave in the order in which its shard takes them up.
 */
public final class Hub implements AutoCloseable {
    /** A poll that waits for less is opened at once, since its wait begins only then. */
    private static final int PATIENT_SECONDS = 5;

    private final Core core;
    private final PublishKeys keys;
    private final List<Shard> shards = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final LongAdder published = new LongAdder();
    private volatile boolean running;

    /**
     * Creates a hub that does not run yet.
     *
     * @param shardCount how many threads share the sessions
     */
    public Hub(Core core, KeyLimits keyLimits, int shardCount) {
        this.core = core;
        this.keys = new PublishKeys(keyLimits.maxKeys(), keyLimits.maxAge(), core.ticker());
        for (int i = 0; i < shardCount; i++) {
            shards.add(new Shard(core));
        }
    }

    /** Starts the shards. */
    public void start(ThreadFactory threadFactory) {
        for (Shard shard : shards) {
            Thread thread = threadFactory.newThread(shard);
            threads.add(thread);
            thread.start();
        }
        running = true;
        HubLog.started(core.log().node(), shards.size());
    }

    /** Lets each shard take turns on the calling thread, until there is nothing to do: for a hub that is stepped by hand. */
    void turn() {
        for (Shard shard : shards) {
            do {
                shard.runOnce();
            } while (shard.isSignalled());
        }
    }

    List<Shard> shards() {
        return shards;
    }

    /** Ends all sessions and the shards. */
    @Override
    public void close() {
        running = false;
        for (Session session : core.registry().all()) {
            disconnect(session, CloseCode.GOING_AWAY, "the node is going away");
        }
        shards.forEach(Shard::stop);
        HubLog.stopped(core.log().node());
    }

    /** The name of this run of this node. */
    public String node() {
        return core.log().node();
    }

    public HubLimits limits() {
        return core.limits();
    }

    /** Whether the shards have been started and not been ended. */
    public boolean isRunning() {
        return running;
    }

    /** How long ago the shard that was last to take a turn took it; at rest each takes one every second. */
    public Duration sinceTurn() {
        long now = core.ticker().nanos();
        return Duration.ofNanos(shards.stream()
                .mapToLong(shard -> now - shard.turnNanos())
                .max()
                .orElse(0));
    }

    /** Whether this node may take another session. */
    public boolean hasRoom() {
        return core.registry().count() < core.limits().sessions();
    }

    /** The message to a client that is asked to come back later, or to another node. */
    public String goodbye(String reason, long retryAfterMillis) {
        return new ServerMessage.Goodbye(reason, retryAfterMillis, core.log().position()).text();
    }

    /**
     * Connects a client.
     *
     * @param user who it is, or null for an anonymous one
     * @param first what it subscribes to at once, or null
     * @param waitSeconds how long a poll waits for its first event
     */
    public Session open(
            Transport transport,
            Connection connection,
            @Nullable String user,
            ClientMessage.@Nullable Subscribe first,
            int waitSeconds) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String id = Long.toString(random.nextLong() & Long.MAX_VALUE, 36)
                + Long.toString(random.nextLong() & Long.MAX_VALUE, 36);
        Shard shard = shardOf(id);
        Session session = new Session(
                id,
                shard,
                transport,
                connection,
                user,
                core.outbox(),
                core.ticker().nanos());
        core.registry().add(session);
        Cursor since = first == null ? null : first.since();
        if (transport == Transport.POLL && since != null && waitSeconds >= PATIENT_SECONDS) {
            shard.postPatiently(() -> welcome(shard, session, first, waitSeconds), since);
        } else {
            shard.post(() -> welcome(shard, session, first, waitSeconds));
        }
        return session;
    }

    private void welcome(Shard shard, Session session, ClientMessage.@Nullable Subscribe first, int waitSeconds) {
        shard.open(session, waitSeconds);
        if (session.transport() != Transport.POLL) {
            Cursor since = first == null ? null : first.since();
            String cursor = since == null ? shard.cursorOf(session) : since.toString();
            shard.offer(session, Frame.of(Frame.Kind.WELCOME, Messages.welcome(session, core), cursor));
        }
        if (first != null) {
            session.asked();
            if (session.transport() == Transport.POLL) {
                shard.subscriptions().poll(session, first);
            } else {
                shard.subscriptions().subscribe(session, first);
            }
        }
    }

    private Shard shardOf(String session) {
        return shards.get(Math.floorMod(session.hashCode(), shards.size()));
    }

    /** Takes a message of a client. */
    public void receive(Session session, ClientMessage message) {
        session.heard(core.ticker().nanos());
        session.asked();
        if (!message.accept(new Receiver(this, shardOf(session.id()), session))) {
            session.answered(1);
        }
    }

    /** Notes a sign of life of a client. */
    public void heard(Session session) {
        session.heard(core.ticker().nanos());
    }

    /** Answers a message of a client that was refused before it could be taken. */
    public void refuse(Session session, ProtocolException refusal) {
        session.heard(core.ticker().nanos());
        session.asked();
        Shard shard = shardOf(session.id());
        shard.post(() -> shard.answer(session, Frame.answer(Frame.Kind.ERROR, Messages.error(refusal), null)));
    }

    /**
     * Publishes: numbers the event and places it in the node log.
     *
     * <p>A publication with a key that was taken before is not published again.
     */
    public PublishOutcome publish(Publication publication) {
        PublishKey key = publication.key();
        if (key != null) {
            return keys.publishOnce(publication, key, this::place);
        }
        return new PublishOutcome.Published(place(publication).id(), false);
    }

    private Event place(Publication publication) {
        Event event = core.log().publish(publication);
        published.increment();
        shards.forEach(Shard::signal);
        return event;
    }

    /**
     * Looks back at a topic.
     *
     * @param limit most events
     * @param since events past this cursor only, the oldest first of them; null for the latest
     */
    public Past history(Topic topic, int limit, @Nullable Cursor since) {
        List<TopicPattern> patterns = List.of(TopicPattern.of(topic));
        LogEnd end = core.log().end();
        if (since == null) {
            return new Past(events(core.log().latest(patterns, limit, end.offset())), end.position(), false, null);
        }
        Replay replay = core.log().replay(patterns, since, end.offset());
        Replay.Piece piece = replay.next(limit);
        List<Replay.Lost> lost = replay.lost().isEmpty() ? piece.lost() : replay.lost();
        List<Event> events = events(piece.entries());
        Position raised = new Position(Ahead.limited(since, end.position().seen()));
        if (piece.done()) {
            end.position().seen().forEach(raised::raise);
        } else {
            events.forEach(event -> raised.raiseIfRoom(event.id()));
        }
        Cursor cursor = raised.cursor(piece.done() ? end.position().stampSeconds() : since.stampSeconds());
        return new Past(
                events,
                cursor,
                !piece.done(),
                lost.isEmpty() ? null : lost.get(0).reason());
    }

    private static List<Event> events(List<Entry> entries) {
        List<Event> events = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            Event event = entry.event();
            if (event != null) {
                events.add(event);
            }
        }
        return events;
    }

    /** Ends a session. */
    public void disconnect(Session session, CloseCode code, String reason) {
        Shard shard = shardOf(session.id());
        shard.post(() -> shard.end(session, code, reason));
    }

    /** Ends a session whose connection has ended. */
    public void gone(Session session) {
        Shard shard = shardOf(session.id());
        shard.post(() -> shard.forget(session));
    }

    /** Evicts what is too old; call about once a second. */
    public void sweep() {
        try {
            core.log().sweep();
        } catch (RuntimeException fault) {
            // The outermost frame of a periodic task: what it throws would end the period.
            HubLog.commandFailed(fault);
        }
    }

    /** What this hub has done so far. */
    public HubCounts counts() {
        SessionRegistry registry = core.registry();
        long delivered = shards.stream().mapToLong(Shard::delivered).sum();
        return new HubCounts(
                published.sum(),
                delivered,
                registry.count(Transport.WEBSOCKET),
                registry.count(Transport.SSE),
                registry.count(Transport.POLL));
    }
}
