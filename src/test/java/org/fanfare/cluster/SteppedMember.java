package org.fanfare.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.Publication;
import org.fanfare.hub.Backplane;
import org.fanfare.hub.BackplaneException;
import org.fanfare.hub.Core;
import org.fanfare.hub.Hub;
import org.fanfare.hub.HubLimits;
import org.fanfare.hub.KeyLimits;
import org.fanfare.hub.PublishOutcome;
import org.fanfare.hub.SteppedHub;
import org.fanfare.log.Entry;
import org.fanfare.log.LogLimits;
import org.fanfare.log.LogReader;
import org.fanfare.log.NodeLog;
import org.fanfare.log.Retention;
import org.fanfare.log.RetentionRule;
import org.fanfare.protocol.RequestLimits;
import org.fanfare.session.OutboxLimits;
import org.fanfare.session.SessionRegistry;
import org.fanfare.session.SlowPolicies;
import org.fanfare.session.SlowPolicy;
import org.fanfare.testkit.FakeConnection;
import org.fanfare.testkit.ManualClock;
import org.fanfare.testkit.ManualTicker;
import org.fanfare.topic.Topic;

/**
 * A real member with its hub and log, stepped by one thread: what it says is read, what others say is handed to it, and time moves when
 * told. Unless told otherwise it hears at once what it says.
 */
final class SteppedMember {
    static final String CLUSTER = "shop";
    static final String NAME = "thisnode";
    static final Duration BEAT = Duration.ofSeconds(1);
    static final Duration DEAF = BEAT.multipliedBy(5);
    static final Duration DEAD = Duration.ofSeconds(10);
    static final Duration SETTLE = DEAD.multipliedBy(10);
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final Duration PUBLISH_WAIT = Duration.ofSeconds(10);
    static final Duration JOIN_WAIT = Duration.ofSeconds(1);
    static final Duration SKEW = Duration.ofSeconds(5);
    static final int RING_BYTES = 20_000;
    static final int HELD_BYTES = 10_000;

    private static final Duration STEP = Duration.ofMillis(100);
    private static final int MANY = 10_000;

    /** What becomes of what it says. */
    enum Way {
        /** It comes back, and is heard. */
        HEARD,
        /** It is sent, but does not come back. */
        UNHEARD,
        /** It cannot be sent. */
        BROKEN
    }

    /** What may be set before it is built. */
    static final class Builder {
        private boolean shared = true;
        private boolean confirmByPeer;
        private int retained = MANY;
        private long seed = 1;

        Builder lonely() {
            shared = false;
            return this;
        }

        Builder confirmingByPeer() {
            confirmByPeer = true;
            return this;
        }

        /** How many events of a topic are retained. */
        Builder retaining(int count) {
            retained = count;
            return this;
        }

        Builder seed(long value) {
            seed = value;
            return this;
        }

        SteppedMember build() {
            return new SteppedMember(this);
        }
    }

    private final class ScriptedBackplane implements Backplane {
        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public boolean isShared() {
            return shared;
        }

        @Override
        public void start(Consumer<byte[]> receiver) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void send(byte[] message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void renew() {
            renewals++;
        }

        @Override
        public int subscriptions() {
            return 1;
        }

        @Override
        public State state() {
            return way == Way.BROKEN ? State.DOWN : State.UP;
        }

        @Override
        public void close() {}
    }

    final Wire wire = new Wire(CLUSTER);
    final ManualTicker ticker =
            new ManualTicker(Long.MAX_VALUE - Duration.ofSeconds(7).toNanos());
    final ManualClock clock = new ManualClock();
    final NodeLog log;
    final Hub hub;
    final Member member;
    private final boolean shared;
    private final List<ScriptedPeer> peers = new ArrayList<>();
    private final List<Message> said = new ArrayList<>();
    private final LogReader reader;
    private final Entry[] entries = new Entry[MANY];
    private final List<String> logged = new ArrayList<>();
    private Way way = Way.HEARD;
    private int maxMessageBytes = Integer.MAX_VALUE;
    private int renewals;
    private int runs = 1;

    private SteppedMember(Builder from) {
        shared = from.shared;
        Retention retention = new Retention(new RetentionRule(from.retained, Duration.ofMinutes(30)), Map.of());
        LogLimits logLimits = new LogLimits(1 << 26, MANY, Duration.ofMinutes(30), SKEW, 1_000);
        log = new NodeLog(NAME, retention, logLimits, ticker, clock);
        HubLimits limits =
                new HubLimits(new RequestLimits(10, 1 << 20), 1 << 20, 20, 20, 10_000, Duration.ofSeconds(10), 60);
        OutboxLimits outbox = new OutboxLimits(256, 1 << 18, 1 << 16, Duration.ofSeconds(5));
        SlowPolicies slow = new SlowPolicies(SlowPolicy.DISCONNECT, Map.of());
        hub = new Hub(
                new Core(log, new SessionRegistry(), limits, outbox, slow, ticker, clock, Runnable::run),
                new KeyLimits(MANY, Duration.ofMinutes(10)),
                1);
        member = new Member(
                hub,
                log,
                new ScriptedBackplane(),
                new ClusterLimits(
                        CLUSTER,
                        BEAT,
                        DEAD,
                        PATIENCE,
                        from.confirmByPeer,
                        PUBLISH_WAIT,
                        RING_BYTES,
                        HELD_BYTES,
                        HELD_BYTES,
                        JOIN_WAIT),
                SKEW,
                ticker,
                clock,
                new SplittableRandom(from.seed),
                () -> "nextnode" + ++runs);
        hub.cluster(member);
        reader = log.reader();
    }

    static Builder with() {
        return new Builder();
    }

    /** One that has joined, and found nobody. */
    static SteppedMember first() {
        return with().build().joined();
    }

    /** Lets it join, as the first or with the peers that beat. */
    SteppedMember joined() {
        for (int i = 0; i < 50 && !member.isReady(); i++) {
            pass(STEP);
        }
        if (!member.isReady()) {
            throw new AssertionError("it has not joined");
        }
        return this;
    }

    /** Another node, of which nothing is heard yet. */
    ScriptedPeer peer(String name) {
        return new ScriptedPeer(this, name);
    }

    /** Another node that is ready and says so from now on, as often as it must. */
    ScriptedPeer readyPeer(String name) {
        ScriptedPeer peer = peer(name);
        beats(peer, true);
        speak();
        return peer;
    }

    /** Lets a peer be silent from now on, or beat again. */
    void beats(ScriptedPeer peer, boolean beats) {
        peers.remove(peer);
        if (beats) {
            peers.add(peer);
            peer.beat();
        }
    }

    void way(Way newWay) {
        way = newWay;
    }

    /** Longer messages are refused from now on. */
    void refusesPast(int bytes) {
        maxMessageBytes = bytes;
    }

    /** Lets time pass in small steps, and everybody say what it has to. */
    void pass(Duration duration) {
        for (long rest = duration.toMillis(); rest > 0; rest -= STEP.toMillis()) {
            ticker.advance(STEP);
            clock.advance(STEP);
            if (way == Way.HEARD) {
                List.copyOf(peers).forEach(ScriptedPeer::beatIfDue);
            }
            member.tick();
            speak();
        }
    }

    /** Lets it say what it has to say now, and its readers read. */
    void speak() {
        talk();
        SteppedHub.turn(hub);
        read();
    }

    private void talk() {
        for (int i = 0; i < MANY; i++) {
            Outbound message = member.next();
            if (message == null) {
                return;
            }
            if (way == Way.BROKEN) {
                member.unsent(message, new BackplaneException("broken", false, new IllegalStateException()));
                return;
            }
            send(message);
        }
        throw new AssertionError("it does not stop to speak");
    }

    private void send(Outbound message) {
        if (message.bytes().length > maxMessageBytes) {
            member.unsent(message, new BackplaneException("too large", true, new IllegalStateException()));
            return;
        }
        Message read = wire.read(message.bytes());
        if (read == null || read instanceof Message.Unreadable) {
            throw new AssertionError("it says what cannot be read: " + read);
        }
        said.add(read);
        if (way == Way.HEARD) {
            member.receive(message.bytes());
        }
    }

    /** Hears a message, without saying anything. */
    void hear(Message message) {
        member.receive(wire.write(message));
    }

    /** What it said of a kind since it was last forgotten. */
    <T extends Message> List<T> said(Class<T> kind) {
        return said.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends Message> T last(Class<T> kind) {
        List<T> all = said(kind);
        if (all.isEmpty()) {
            throw new AssertionError("it said no " + kind.getSimpleName() + " but " + said);
        }
        return all.get(all.size() - 1);
    }

    List<Message> said() {
        return List.copyOf(said);
    }

    /** What it asked for since what it said was last forgotten: who was asked, and for what. */
    List<String> questions() {
        return said(Message.Ask.class).stream()
                .flatMap(ask -> ask.ranges().stream()
                        .map(range -> ask.target() + ": " + range.stream() + " " + range.from() + "-" + range.to()))
                .toList();
    }

    void forget() {
        said.clear();
    }

    /** Publishes, and says what there is to say. */
    Told<PublishOutcome> publish(String payload) {
        Told<PublishOutcome> told = enter(payload);
        speak();
        return told;
    }

    /** Publishes, and says nothing yet. */
    Told<PublishOutcome> enter(String payload) {
        Told<PublishOutcome> told = new Told<>();
        hub.publish(Publication.of(new Topic("a"), payload), told);
        return told;
    }

    /** Waits until it has taken all that was said before. */
    Told<Boolean> catchUp() {
        Told<Boolean> told = new Told<>();
        member.catchUp(told);
        return told;
    }

    /** What came into the log since it was last looked at: ids, ranges that were lost, and ids that are hidden. */
    List<String> logged() {
        read();
        List<String> all = List.copyOf(logged);
        logged.clear();
        return all;
    }

    private void read() {
        int count = reader.read(entries);
        if (reader.fellOff()) {
            reader.skipToEnd();
            logged.add("begun anew");
        }
        for (int i = 0; i < count; i++) {
            logged.add(text(entries[i]));
        }
    }

    private static String text(Entry entry) {
        Event event = entry.event();
        var lost = entry.lost();
        if (event != null) {
            return event.id().toString();
        }
        return lost == null ? "hidden " + entry.hidden() : "lost " + lost.node() + " " + lost.from() + "-" + lost.to();
    }

    /** Connects a client. */
    FakeConnection client() {
        FakeConnection connection = FakeConnection.webSocket();
        hub.open(connection.transport(), connection, null, null, 0);
        SteppedHub.turn(hub);
        return connection;
    }

    /** How often it subscribed anew. */
    int renewals() {
        return renewals;
    }

    static Event event(String node, long seq, String payload) {
        return new Event(
                new EventId(node, seq), Publication.of(new Topic("a"), payload), ManualClock.START.toEpochMilli());
    }
}
