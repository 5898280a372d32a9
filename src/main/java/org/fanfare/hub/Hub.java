package org.fanfare.hub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.fanfare.event.Cursor;
import org.fanfare.event.Event;
import org.fanfare.event.Publication;
import org.fanfare.event.PublishKey;
import org.fanfare.log.LostRange;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.protocol.CloseCode;
import org.fanfare.protocol.ProtocolException;
import org.fanfare.session.Connection;
import org.fanfare.session.Frame;
import org.fanfare.session.PublishOrder;
import org.fanfare.session.Session;
import org.fanfare.session.SessionRegistry;
import org.fanfare.session.Transport;
import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/**
 * The use cases: connect, subscribe, publish, look back. Thread-safe; nothing here waits for a client.
 *
 * <p>Answers and events of a session leave in the order in which its shard takes them up.
 */
public final class Hub implements AutoCloseable {
    /** Of publishes without a key: none of them waits. */
    private static final PublishOrder UNORDERED = new PublishOrder();

    private final Core core;
    private final PublishKeys keys;
    private final KeyedPublishes keyed;
    private final Placing placing;
    private final LookBack lookBack;
    private final PresenceDesk presence;
    private final Rooms rooms;
    private final Seats seats;
    private final Entering entering;
    private final List<Shard> shards = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final LongAdder published = new LongAdder();
    private volatile Cluster cluster = new NoCluster();
    private volatile boolean running;

    /**
     * Creates a hub that does not run yet, and is not ready without a cluster.
     *
     * @param shardCount how many threads share the sessions
     */
    public Hub(Core core, KeyLimits keyLimits, int shardCount) {
        this.core = core;
        this.keys = new PublishKeys(keyLimits, core.ticker());
        this.keyed = new KeyedPublishes(keys);
        this.placing = new Placing(core.log(), keys, core.clock());
        this.lookBack = new LookBack(core.log());
        this.presence = new PresenceDesk(core);
        this.rooms = new Rooms(this, core, presence);
        this.seats = new Seats(presence);
        for (int i = 0; i < shardCount; i++) {
            Shard shard = new Shard(core, presence, seats);
            shards.add(shard);
            presence.listen(shard.watches());
        }
        this.entering = new Entering(this, core, shards);
    }

    /** Says where publishes go; once, before the start. */
    public void cluster(Cluster joined) {
        cluster = joined;
        presence.cluster(joined);
    }

    /** Rooms, for who comes without a connection. */
    public Rooms rooms() {
        return rooms;
    }

    /** Who is on which topic. */
    public PresenceDesk presence() {
        return presence;
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

    /** Whether this node has room for another session. */
    public boolean hasRoom() {
        return core.registry().count() < core.limits().sessions();
    }

    /** Whether this node has joined its cluster and is not leaving: it serves clients. */
    public boolean isReady() {
        return cluster.isReady();
    }

    /** Whether this node takes another session. */
    public Admission admission() {
        if (!isReady()) {
            return Admission.NOT_READY;
        }
        return hasRoom() ? Admission.OPEN : Admission.FULL;
    }

    /**
     * The message to a client that is turned away.
     *
     * @param since with which it came, or null: it is to go on from there
     */
    public String goodbye(String reason, long retryAfterMillis, @Nullable Cursor since) {
        Cursor cursor = since == null ? core.log().position() : since;
        return Messages.goodbye(reason, retryAfterMillis, cursor.toString());
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
        return open(Entrance.of(transport, connection, user, first, waitSeconds));
    }

    /** Connects a client. */
    public Session open(Entrance entrance) {
        Session session = entering.open(entrance);
        String room = entrance.room();
        if (room != null && admission() == Admission.OPEN) {
            receive(session, new ClientMessage.Join(null, room, null, null));
        }
        return session;
    }

    private Shard shardOf(String session) {
        return entering.shardOf(session);
    }

    /** Takes a message of a client. */
    public void receive(Session session, ClientMessage message) {
        session.heard(core.ticker().nanos());
        session.asked();
        if (!message.accept(receiver(session))) {
            session.answered(1);
        }
    }

    private Receiver receiver(Session session) {
        Shard shard = shardOf(session.id());
        return new Receiver(this, shard, session, new RoomActions(this, core, seats, shard, session));
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

    /** Publishes, in no order with others. */
    public void publish(Publication publication, Consumer<PublishOutcome> done) {
        publish(publication, publication.key() == null ? UNORDERED : new PublishOrder(), done);
    }

    /**
     * Publishes, unless a publication with the same key was published before.
     *
     * @param order of the publisher: one thread at a time publishes for it
     * @param done told once what became of it: before this returns, or later on any thread, which it must not block
     */
    public void publish(Publication publication, PublishOrder order, Consumer<PublishOutcome> done) {
        Cluster to = cluster;
        PublishKey key = publication.key();
        if (!to.isReady()) {
            done.accept(new PublishOutcome.Unavailable(TakenKey.RETRY_AFTER));
        } else if (key != null) {
            keyed.publish(to, publication, key, order, done);
        } else if (order.isWaiting()) {
            order.queue().take(() -> to.publish(publication, done));
        } else {
            to.publish(publication, done);
        }
    }

    /**
     * Numbers a publication and places it in the node log; hides it there if another event took its key at the same time (R15). For
     * the cluster, as all that places: one call at a time.
     *
     * @return the event, for the other nodes
     */
    public Event enter(Publication publication) {
        Event event = placing.enter(publication);
        if (publication.handling().isPresence()) {
            presence.placed(event);
        } else {
            published.increment();
        }
        wake();
        return event;
    }

    /**
     * Places an event of another node; hides it if another event took its key at the same time (R15). The shards see it with the next
     * {@link #wake}: one does for all events that came together.
     *
     * @return false if its number, or a later one of its stream, was taken before: then it is dropped
     */
    public boolean place(Event event) {
        boolean isNew = placing.place(event);
        if (isNew && event.publication().handling().isPresence()) {
            presence.placed(event);
        }
        return isNew;
    }

    /** Gives up numbers of another node's stream (R7). */
    public void lose(LostRange range) {
        core.log().lose(range);
        wake();
    }

    /** Lets the shards see at once what became of the log. */
    public void wake() {
        shards.forEach(Shard::signal);
    }

    /** The keys of publishes whose event is in the log, the oldest first: for a node that joins. */
    public List<KnownKey> knownKeys() {
        return keys.known();
    }

    /** Adds what another node knows of keys, the oldest first. */
    public void restoreKeys(List<KnownKey> known) {
        keys.restore(known, core.clock().millis());
    }

    /** Forgets all keys: this node begins anew. */
    public void forgetKeys() {
        keys.clear();
    }

    /**
     * Looks back at a topic.
     *
     * @param limit most events
     * @param since events past this cursor only, the oldest first of them; null for the latest
     */
    public Past history(Topic topic, int limit, @Nullable Cursor since) {
        return lookBack.at(topic, limit, since);
    }

    /**
     * Asks all clients to go elsewhere, some each second, and closes each one's connection when it has been told; waiting polls are
     * answered at once. Who connects meanwhile is turned away, while this node is not ready.
     *
     * @param over at most 60 seconds
     */
    public void endSessions(String reason, Duration over) {
        HubLog.goodbye(core.registry().count(), reason);
        for (Shard shard : shards) {
            shard.post(() -> shard.farewell().begin(reason, over));
        }
    }

    /** How many sessions there are, and connections that are being closed. */
    public int sessionsLeft() {
        return core.registry().left();
    }

    /** Ends a session. */
    public void disconnect(Session session, CloseCode code, String reason) {
        Shard shard = shardOf(session.id());
        shard.post(() -> shard.end(session, code, reason));
    }

    /** Ends a session whose client closed the connection of its own will. */
    public void left(Session session) {
        session.leftByItself();
        gone(session);
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
