package org.fanfare.hub;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.fanfare.event.Cursor;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.session.Frame;
import org.fanfare.session.Transport;
import org.fanfare.testkit.FakeConnection;
import org.fanfare.topic.Filter;
import org.fanfare.topic.Topic;
import org.fanfare.topic.TopicPattern;
import org.jspecify.annotations.Nullable;

/**
 * A client of the model that follows some patterns over all transports, by one cursor, through slowness and cuts. It keeps its
 * cursor as the protocol says and nothing else.
 */
final class Follower {
    /** What it was told, in order: an event, or that some of a topic, or of all, may be missing. */
    private record Told(@Nullable EventId event, @Nullable TopicPattern gapOf) {
        boolean isGapFor(Topic topic) {
            return event == null && (gapOf == null || gapOf.matches(topic));
        }
    }

    private final ModelWorld world;
    private final SplittableRandom random;
    private final String[] patterns;
    private final int wanted;
    private final Map<String, Long> start;
    private final List<Told> story = new ArrayList<>();
    private Cursor cursor;
    private @Nullable TestClient client;
    private int taken;
    private boolean acked;
    private int gaps;

    Follower(ModelWorld world, SplittableRandom random) {
        this.world = world;
        this.random = random;
        this.patterns = world.somePatterns().toArray(String[]::new);
        this.wanted = random.nextInt(5);
        this.cursor = TestClient.poll(world.node(), null, 0, 10, patterns).resumeFrom();
        this.start = cursor.seen();
    }

    /** How many gaps it was told of. */
    int gaps() {
        return gaps;
    }

    private boolean wants(ModelWorld.Said said) {
        return (wanted > 2 || said.n() == wanted)
                && TestClient.patterns(patterns).stream().anyMatch(pattern -> pattern.matches(said.topic()));
    }

    private Filter filter() {
        return wanted > 2 ? Filter.NONE : TestClient.where("n", wanted);
    }

    /** Does something of chance. */
    void step() {
        TestClient now = client;
        if (now == null) {
            connect();
            return;
        }
        world.node().hub().heard(now.session());
        int chance = random.nextInt(10);
        if (now.closedWith() != null || now.connection().isOver() || chance == 0) {
            leave(now);
        } else if (chance < 7 && now.connection().isWriting()) {
            now.connection().finishWrite();
        }
        if (client != null) {
            take(now);
        }
    }

    private void connect() {
        FakeConnection connection = switch (random.nextInt(3)) {
            case 0 -> FakeConnection.webSocket();
            case 1 -> FakeConnection.eventStream();
            default -> FakeConnection.poll(1 + random.nextInt(30), random.nextBoolean());
        };
        taken = 0;
        acked = false;
        if (random.nextInt(3) > 0) {
            connection.finishingByHand();
        }
        var request = TestClient.request(cursor, filter(), 0, patterns);
        boolean asks = connection.transport() == Transport.WEBSOCKET;
        TestClient next = new TestClient(world.node(), connection, asks ? null : request, 1 + random.nextInt(3));
        client = next;
        if (asks) {
            next.send(request);
        }
        take(next);
    }

    private void leave(TestClient now) {
        if (now.connection().isWriting()) {
            now.connection().receive(random.nextInt(5));
        }
        now.cut();
        take(now);
        client = null;
    }

    /** Takes what it has got since the last time. */
    private void take(TestClient now) {
        List<Frame> received = now.connection().received();
        for (Frame frame : received.subList(taken, received.size())) {
            Event event = frame.event();
            if (event != null) {
                story.add(new Told(event.id(), null));
            } else if (frame.kind() == Frame.Kind.GAP) {
                gaps++;
                String topic = TestClient.topicOf(frame);
                story.add(new Told(null, topic == null ? null : TopicPattern.parse(topic)));
            }
            moveCursor(now, frame);
        }
        taken = received.size();
    }

    private void moveCursor(TestClient now, Frame frame) {
        String handed = frame.cursor();
        if (now.connection().needsCursors()) {
            cursor = handed == null ? cursor : Cursor.parse(handed);
            return;
        }
        Event event = frame.event();
        Cursor inText = TestClient.cursorIn(frame);
        acked |= frame.kind() == Frame.Kind.ACK;
        if (event != null) {
            Map<String, Long> seen = new HashMap<>(cursor.seen());
            seen.merge(event.id().node(), event.id().seq(), Math::max);
            cursor = new Cursor(seen, cursor.stampSeconds());
        } else if (inText != null && (acked || frame.kind() == Frame.Kind.GAP)) {
            cursor = inText;
        }
    }

    /** Leaves, and catches up by polls. */
    void catchUp() {
        TestClient now = client;
        if (now != null) {
            leave(now);
        }
        for (int i = 0; i < 3; i++) {
            taken = 0;
            var request = TestClient.request(cursor, filter(), 0, patterns);
            take(new TestClient(world.node(), FakeConnection.poll(1_000, false), request, 0));
        }
    }

    /** Fails unless all that was said was told, in order and once, or is within a gap. */
    void check() {
        Map<EventId, Integer> places = new HashMap<>();
        Map<String, Long> last = new HashMap<>();
        for (int i = 0; i < story.size(); i++) {
            EventId id = story.get(i).event();
            if (id != null) {
                assertTrue(places.put(id, i) == null, () -> "twice: " + id + " in " + this);
                Long before = last.put(id.node(), id.seq());
                assertTrue(before == null || before < id.seq(), () -> "out of order: " + id + " in " + this);
                assertTrue(id.seq() > start.getOrDefault(id.node(), 0L), () -> "of before: " + id + " in " + this);
            }
        }
        List<ModelWorld.Said> all = world.said();
        Map<String, Integer> after = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            ModelWorld.Said one = all.get(i);
            if (places.containsKey(one.id())) {
                assertTrue(wants(one), () -> "not wanted: " + one + " in " + this);
                after.put(one.id().node() + one.topic(), places.get(one.id()));
            } else if (wants(one)
                    && one.id().seq() > start.getOrDefault(one.id().node(), 0L)) {
                int from = after.getOrDefault(one.id().node() + one.topic(), -1);
                int to = nextPlace(all, i, places);
                boolean told = story.subList(from + 1, to).stream().anyMatch(gap -> gap.isGapFor(one.topic()));
                assertTrue(told || isConflated(all, i, places), () -> "missing: " + one + " in " + this);
            }
        }
    }

    /** Where the next event of the same stream and topic stands in the story, or its end. */
    private int nextPlace(List<ModelWorld.Said> all, int index, Map<EventId, Integer> places) {
        ModelWorld.Said missing = all.get(index);
        for (ModelWorld.Said later : all.subList(index + 1, all.size())) {
            boolean same = later.topic().equals(missing.topic())
                    && later.id().node().equals(missing.id().node());
            if (same && places.containsKey(later.id())) {
                return places.get(later.id());
            }
        }
        return story.size();
    }

    private boolean isConflated(List<ModelWorld.Said> all, int index, Map<EventId, Integer> places) {
        ModelWorld.Said older = all.get(index);
        return older.key() != null
                && all.subList(index + 1, all.size()).stream()
                        .anyMatch(newer -> newer.topic().equals(older.topic())
                                && older.key().equals(newer.key())
                                && places.containsKey(newer.id()));
    }

    @Override
    public String toString() {
        return String.join(",", patterns) + " n=" + wanted + " from " + start + ": " + story;
    }
}
