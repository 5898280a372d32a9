package org.fanfare.hub;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.fanfare.event.Cursor;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.Publication;
import org.fanfare.log.LogLimits;
import org.fanfare.log.LostRange;
import org.fanfare.log.NodeLog;
import org.fanfare.log.Retention;
import org.fanfare.log.RetentionRule;
import org.fanfare.presence.PresenceRules;
import org.fanfare.protocol.RequestLimits;
import org.fanfare.room.RoomRules;
import org.fanfare.session.OutboxLimits;
import org.fanfare.session.SessionRegistry;
import org.fanfare.session.SlowPolicies;
import org.fanfare.session.SlowPolicy;
import org.fanfare.testkit.FakeConnection;
import org.fanfare.testkit.LoneCluster;
import org.fanfare.testkit.ManualClock;
import org.fanfare.testkit.ManualTicker;
import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/**
 * A node whose shards take turns, and whose time moves, only when told. It has been complete for a minute. Namespaces {@code latest}
 * and {@code newest} drop the oldest and conflate; all others disconnect slow clients. Namespace {@code doc} has presence.
 */
final class TestNode {
    static final Duration HEARTBEAT = Duration.ofSeconds(10);
    static final Duration MAX_STALL = Duration.ofSeconds(5);
    static final Duration CURSOR_AGE = Duration.ofMinutes(10);
    static final Duration KEY_AGE = Duration.ofMinutes(1);
    /** The stamp of a cursor of the moment at which nodes are built. */
    static final long STAMP = ManualClock.START.getEpochSecond();

    static final Duration TICK = Duration.ofMillis(100);
    static final int SUBSCRIPTIONS = 20;
    static final int ROOMS = 5;
    static final int MAX_KEYS = 3;

    /** What may be set before the node is built. */
    static final class Builder {
        private String name = "thisnode";
        private int shards = 1;
        private int retained = 1_000;
        private int unread = 4_096;
        private OutboxLimits outbox = new OutboxLimits(64, 1 << 18, 1 << 16, MAX_STALL);
        private ManualTicker ticker = new ManualTicker();
        private ManualClock clock = new ManualClock();
        private Executor reaper = Runnable::run;
        private RoomRules rooms = RoomRules.STANDARD;
        private PresenceRules presence = new PresenceRules(
                false, Map.of("doc", true), Duration.ofSeconds(10), Duration.ofSeconds(30), 1024, 100_000);

        Builder name(String value) {
            name = value;
            return this;
        }

        Builder shards(int count) {
            shards = count;
            return this;
        }

        /** How many events of a topic are retained. */
        Builder retaining(int count) {
            retained = count;
            return this;
        }

        /** How many events a shard may be behind. */
        Builder unread(int most) {
            unread = most;
            return this;
        }

        Builder outbox(int events, int bytes, int writeBytes) {
            outbox = new OutboxLimits(events, bytes, writeBytes, MAX_STALL);
            return this;
        }

        /** Shares the time of another node. */
        Builder timeOf(TestNode other) {
            ticker = other.ticker;
            clock = other.clock;
            return this;
        }

        Builder reaper(Executor executor) {
            reaper = executor;
            return this;
        }

        Builder rooms(RoomRules rules) {
            rooms = rules;
            return this;
        }

        TestNode build() {
            return new TestNode(this);
        }
    }

    private final ManualTicker ticker;
    private final ManualClock clock;
    private final NodeLog log;
    private final SessionRegistry registry = new SessionRegistry();
    private final Hub hub;
    private final LoneCluster cluster;
    private final Map<String, Long> seqs = new HashMap<>();

    private TestNode(Builder from) {
        ticker = from.ticker;
        clock = from.clock;
        Retention retention = new Retention(new RetentionRule(from.retained, Duration.ofMinutes(5)), Map.of());
        LogLimits limits = new LogLimits(1 << 26, from.unread, CURSOR_AGE, Duration.ofSeconds(5), 1_000);
        log = new NodeLog(from.name, retention, limits, ticker, clock);
        log.completeSince(ManualClock.START.getEpochSecond() - 60);
        SlowPolicies slow = new SlowPolicies(
                SlowPolicy.DISCONNECT, Map.of("latest", SlowPolicy.DROP_OLDEST, "newest", SlowPolicy.CONFLATE));
        HubLimits hubLimits =
                new HubLimits(new RequestLimits(10, 1 << 16), 1 << 16, SUBSCRIPTIONS, ROOMS, 10_000, HEARTBEAT, 2.5);
        Core core = new Core(
                log, registry, hubLimits, from.outbox, slow, ticker, clock, from.reaper, from.presence, from.rooms);
        hub = new Hub(core, new KeyLimits(MAX_KEYS, KEY_AGE), from.shards);
        cluster = new LoneCluster(hub);
        hub.cluster(cluster);
    }

    static Builder with() {
        return new Builder();
    }

    static TestNode standard() {
        return new Builder().build();
    }

    Hub hub() {
        return hub;
    }

    NodeLog log() {
        return log;
    }

    SessionRegistry registry() {
        return registry;
    }

    Cursor position() {
        return log.position();
    }

    /** Lets the shards do all there is to do. */
    void turn() {
        hub.turn();
    }

    /** Lets time pass, second by second. */
    void pass(Duration duration) {
        for (long second = 0; second < duration.toSeconds(); second++) {
            ticker.advance(Duration.ofSeconds(1));
            clock.advance(Duration.ofSeconds(1));
            cluster.tick();
            turn();
        }
    }

    /** Lets a tick of the cluster pass, and all that it brings. */
    void tick() {
        ticker.advance(TICK);
        clock.advance(TICK);
        cluster.tick();
        turn();
    }

    /** Lets so many ticks pass. */
    void tick(int times) {
        for (int i = 0; i < times; i++) {
            tick();
        }
    }

    /** Lets time pass, without a turn of the shards. */
    void passAtOnce(Duration duration) {
        ticker.advance(duration);
        clock.advance(duration);
    }

    /** Publishes on this node, without a turn of the shards. */
    EventId publish(String topic, String payload) {
        return publish(Publication.of(new Topic(topic), payload));
    }

    EventId publish(Publication publication) {
        if (outcome(publication) instanceof PublishOutcome.Published published) {
            return published.id();
        }
        throw new AssertionError("not published");
    }

    /** Publishes, and tells what became of it; that must be known at once. */
    PublishOutcome outcome(Publication publication) {
        AtomicReference<@Nullable PublishOutcome> told = new AtomicReference<>();
        hub.publish(publication, told::set);
        PublishOutcome outcome = told.get();
        if (outcome == null) {
            throw new AssertionError("the outcome is not known yet");
        }
        return outcome;
    }

    /** Publishes and lets the shards deliver it. */
    EventId say(String topic, String payload) {
        EventId id = publish(topic, payload);
        turn();
        return id;
    }

    EventId say(String topic) {
        return say(topic, "1");
    }

    /** Publishes so many times, each with a turn. */
    void sayTimes(int times, String topic) {
        for (int i = 0; i < times; i++) {
            say(topic);
        }
    }

    static Publication conflated(String topic, String payload, String conflateKey) {
        return new Publication(new Topic(topic), null, payload, null, null, conflateKey, null);
    }

    /** Places the next event of another node's stream, and lets the shards deliver it. */
    void place(String stream, String topic, String payload) {
        place(event(stream, seqs.merge(stream, 1L, Long::sum), topic, payload));
    }

    void place(Event event) {
        hub.place(event);
        turn();
    }

    static Event event(String stream, long seq, String topic, String payload) {
        return new Event(
                new EventId(stream, seq), Publication.of(new Topic(topic), payload), ManualClock.START.toEpochMilli());
    }

    /** Gives up numbers of another node's stream. */
    void lose(String stream, long from, long to) {
        hub.lose(new LostRange(stream, from, to));
        seqs.merge(stream, to, Math::max);
        turn();
    }

    TestClient webSocket() {
        return new TestClient(this, FakeConnection.webSocket(), null, 0);
    }

    /** Whether nothing is left of sessions that have ended. */
    boolean holdsNothing() {
        return registry.count() == 0 && hub.shards().stream().allMatch(Shard::holdsNothing);
    }
}
