package org.fanfare.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fanfare.event.Cursor;
import org.fanfare.event.Event;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.session.Frame;
import org.fanfare.session.Session;
import org.fanfare.session.Transport;
import org.fanfare.testkit.FakeConnection;
import org.fanfare.topic.Filter;
import org.fanfare.topic.Topic;
import org.fanfare.topic.TopicPattern;
import org.jspecify.annotations.Nullable;

/**
 * A client that follows some topics over all transports and nodes, by one cursor. It keeps its cursor as the protocol says and nothing
 * else.
 */
final class SimClient {
    private static final Pattern CURSOR = Pattern.compile("\"cursor\":\"([^\"]+)\"");
    private static final Pattern TOPIC = Pattern.compile("\"topic\":\"([^\"]+)\"");
    private static final Pattern REASON = Pattern.compile("\"reason\":\"([^\"]+)\"");

    /**
     * What it was told, in order: an event, or that some may be missing.
     *
     * @param topic the gap's, null for all
     * @param run where it was told
     * @param since the cursor with which it connected there
     * @param completeSince the run's then
     */
    record Told(
            @Nullable Event event,
            @Nullable String reason,
            @Nullable TopicPattern topic,
            SimRun run,
            Cursor since,
            long completeSince) {
        boolean isGap() {
            return event == null;
        }

        boolean isGapFor(Topic of) {
            return event == null && (topic == null || topic.matches(of));
        }

        @Override
        public String toString() {
            return event == null
                    ? "gap(" + reason + " " + topic + " at " + run + " since " + since + " complete " + completeSince
                            + ")"
                    : event.id().toString();
        }
    }

    private final SimWorld world;
    private final SplittableRandom random;
    private final String name;
    private final List<TopicPattern> patterns;
    private final List<Told> story = new ArrayList<>();
    private Map<String, Long> start = Map.of();
    private long startMillis;
    private @Nullable Cursor cursor;
    private @Nullable SimNode node;
    private @Nullable FakeConnection connection;
    private @Nullable Session session;
    private Cursor since = new Cursor(Map.of(), 0);
    private boolean acked;
    private boolean gapBeforeAck;
    private boolean recovered;
    private int taken;

    SimClient(SimWorld world, String name, List<TopicPattern> patterns, SplittableRandom random) {
        this.world = world;
        this.name = name;
        this.patterns = patterns;
        this.random = random;
    }

    /** Creates one that comes with another's cursor. */
    SimClient(SimWorld world, String name, SimClient like) {
        this(world, name, like.patterns, like.random);
        cursor = like.since;
        start = like.start;
    }

    List<Told> story() {
        return story;
    }

    Map<String, Long> start() {
        return start;
    }

    /** When it began. */
    long startMillis() {
        return startMillis;
    }

    boolean hasStarted() {
        return cursor != null;
    }

    @Nullable
    Cursor cursor() {
        return cursor;
    }

    boolean isConnected() {
        return connection != null;
    }

    boolean wants(Topic topic) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(topic));
    }

    /** Does something of chance. */
    void step() {
        FakeConnection now = connection;
        SimNode at = node;
        Session held = session;
        if (now == null || at == null || held == null) {
            if (random.nextInt(6) == 0) {
                SimNode next = world.anyServing();
                if (next != null) {
                    connect(next, random.nextInt(3));
                }
            }
            return;
        }
        take();
        if (at.isOver() || now.closedWith() != null || now.isOver() || random.nextInt(50) == 0) {
            leave();
        } else if (!at.isStopped()) {
            at.hub.heard(held);
            if (now.isWriting() && random.nextInt(3) > 0) {
                now.finishWrite();
                at.turn();
            }
        }
    }

    /** Connects to a node: 0 for a WebSocket, 1 for an event stream, 2 for a poll; first for a cursor to begin with. */
    private void connect(SimNode to, int kind) {
        FakeConnection fresh = switch (kind) {
            case 0 -> FakeConnection.webSocket();
            case 1 -> FakeConnection.eventStream();
            default -> FakeConnection.poll(1 + random.nextInt(30), random.nextBoolean());
        };
        if (random.nextInt(3) > 0) {
            fresh.finishingByHand();
        }
        connect(to, fresh);
    }

    private void connect(SimNode to, FakeConnection fresh) {
        Cursor from = cursor;
        if (from == null) {
            begin(to);
            return;
        }
        taken = 0;
        acked = false;
        gapBeforeAck = false;
        node = to;
        since = from;
        connection = fresh;
        ClientMessage.Subscribe request = request(from);
        boolean asks = fresh.transport() == Transport.WEBSOCKET;
        world.trace(() -> name + " connects to " + to + " by " + fresh.transport() + " since " + from);
        Session opened = to.hub.open(fresh.transport(), fresh, null, asks ? null : request, 1 + random.nextInt(3));
        session = opened;
        if (asks) {
            to.hub.receive(opened, request);
        }
        to.turn();
        take();
    }

    /**
     * Connects by a WebSocket that takes all at once, and stays.
     *
     * @return whether it was told that all it missed was replayed
     */
    boolean resume(SimNode to) {
        leave();
        recovered = false;
        connect(to, FakeConnection.webSocket());
        return recovered;
    }

    private ClientMessage.Subscribe request(@Nullable Cursor from) {
        return new ClientMessage.Subscribe(null, patterns, patterns.size() == 1, Filter.NONE, from, 0, List.of());
    }

    private void begin(SimNode to) {
        FakeConnection poll = FakeConnection.poll(10, false);
        to.hub.open(poll.transport(), poll, null, request(null), 0);
        to.turn();
        for (Frame frame : poll.received()) {
            String handed = frame.cursor();
            if (handed != null && frame.kind() != Frame.Kind.GOODBYE) {
                Cursor first = Cursor.parse(handed);
                cursor = first;
                start = first.seen();
                startMillis = world.millis();
                world.trace(() -> name + " begins at " + to + " with " + first);
            }
        }
    }

    /** Ends its connection, with a part of what was on its way. */
    void leave() {
        FakeConnection now = connection;
        SimNode at = node;
        Session held = session;
        if (now != null && at != null && held != null) {
            if (now.isWriting()) {
                now.receive(random.nextInt(5));
            }
            take();
            world.trace(() -> name + " leaves " + at + " with " + cursor);
            if (!at.isOver()) {
                at.hub.gone(held);
                if (!at.isStopped()) {
                    at.turn();
                }
            }
        }
        connection = null;
        session = null;
        node = null;
    }

    /** Polls once. */
    void poll(SimNode at) {
        connect(at, FakeConnection.poll(1_000, false));
        leave();
    }

    /** Polls until there is nothing more. */
    void catchUp(SimNode at) {
        leave();
        for (int i = 0; i < 1_000; i++) {
            int before = story.size();
            connect(at, 2);
            leave();
            if (story.size() == before) {
                return;
            }
            world.pass(100);
        }
        throw new AssertionError(name + " never has all");
    }

    /** The numbers that it got of a stream, in order. */
    List<Long> gotOf(String stream) {
        return story.stream()
                .map(Told::event)
                .filter(event -> event != null && event.id().node().equals(stream))
                .map(event -> event.id().seq())
                .toList();
    }

    /** The reasons of the gaps that it was told of. */
    List<String> gaps() {
        return story.stream().filter(Told::isGap).map(Told::reason).toList();
    }

    /** Takes what it has got since the last time. */
    void take() {
        FakeConnection now = connection;
        SimNode at = node;
        if (now == null || at == null) {
            return;
        }
        List<Frame> received = now.received();
        for (Frame frame : received.subList(taken, received.size())) {
            note(now, at, frame);
            moveCursor(now, frame);
        }
        taken = received.size();
    }

    private void note(FakeConnection now, SimNode at, Frame frame) {
        SimRun run = at.run();
        Event event = frame.event();
        if (event != null) {
            story.add(new Told(event, null, null, run, since, run.completeSince()));
        } else if (frame.kind() == Frame.Kind.GAP) {
            String topic = found(TOPIC, frame.text());
            Told gap = new Told(
                    null,
                    found(REASON, frame.text()),
                    topic == null ? null : TopicPattern.parse(topic),
                    run,
                    since,
                    run.completeSince());
            story.add(gap);
            gapBeforeAck |= !acked;
            world.trace(() -> name + " is told of a " + gap);
        } else if (frame.kind() == Frame.Kind.ACK && now.transport() == Transport.WEBSOCKET) {
            recovered = frame.text().contains("\"recovered\":true");
            if (gapBeforeAck && recovered) {
                throw new AssertionError(name + " was told of a gap and that it recovered: " + frame.text());
            }
        }
    }

    private static @Nullable String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }

    private void moveCursor(FakeConnection now, Frame frame) {
        Cursor before = cursor;
        String handed = frame.cursor();
        if (now.needsCursors()) {
            cursor = handed == null ? before : Cursor.parse(handed);
            return;
        }
        Event event = frame.event();
        String inText = event == null ? found(CURSOR, frame.text()) : null;
        acked |= frame.kind() == Frame.Kind.ACK;
        if (event != null && before != null) {
            Map<String, Long> seen = new HashMap<>(before.seen());
            seen.merge(event.id().node(), event.id().seq(), Math::max);
            cursor = new Cursor(seen, before.stampSeconds());
        } else if (inText != null && (acked || frame.kind() == Frame.Kind.GAP)) {
            cursor = Cursor.parse(inText);
        }
    }

    @Override
    public String toString() {
        return name + " " + patterns + " from " + start + ": " + story;
    }
}
