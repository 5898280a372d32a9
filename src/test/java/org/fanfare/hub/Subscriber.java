package org.fanfare.hub;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import org.fanfare.event.Cursor;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.session.Frame;
import org.fanfare.testkit.FakeConnection;
import org.fanfare.topic.Filter;
import org.fanfare.topic.TopicPattern;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket client of the model that holds many overlapping subscriptions in one session, and changes them while events come. It
 * knows what each must have brought.
 */
final class Subscriber {
    private static final List<String> PATTERNS =
            List.of("market.a", "market.*", "market.**", "**", "latest.*", "latest.a", "newest.*", "newest.a");

    /** What one subscription must bring, from its request to the next that concerns its pattern. */
    private static final class Era {
        final TopicPattern pattern;
        final int wanted;
        final @Nullable Cursor since;
        final int askedAt;
        Map<String, Long> begin = Map.of();
        Map<String, Long> upTo = Map.of();
        Map<String, Long> acked = Map.of();
        int ackedAt = -1;
        boolean recovered;

        Era(TopicPattern pattern, int wanted, @Nullable Cursor since, int askedAt) {
            this.pattern = pattern;
            this.wanted = wanted;
            this.since = since;
            this.askedAt = askedAt;
        }

        boolean wants(ModelWorld.Said said) {
            return (wanted > 2 || said.n() == wanted) && pattern.matches(said.topic());
        }
    }

    private final ModelWorld world;
    private final SplittableRandom random;
    private final TestClient client;
    private final List<Era> eras = new ArrayList<>();
    private final Map<TopicPattern, Era> current = new HashMap<>();
    private final Queue<List<Era>> unacked = new ArrayDeque<>();
    private final List<Cursor> cursors = new ArrayList<>();
    private final List<Frame> story;

    Subscriber(ModelWorld world, SplittableRandom random) {
        this.world = world;
        this.random = random;
        this.client = new TestClient(world.node(), FakeConnection.webSocket(), null, 0);
        this.story = client.connection().received();
        if (random.nextBoolean()) {
            client.connection().finishingByHand();
        }
        cursors.add(world.node().position());
    }

    boolean isOver() {
        return client.closedWith() != null;
    }

    /** Does something of chance. */
    void step() {
        world.node().hub().heard(client.session());
        int chance = random.nextInt(10);
        if (chance < 6) {
            if (client.connection().isWriting()) {
                client.connection().finishWrite();
            }
        } else if (chance < 9) {
            subscribe();
        } else {
            unsubscribe();
        }
        cursors.add(world.node().position());
    }

    private void subscribe() {
        world.node().turn();
        int wanted = random.nextInt(6);
        Cursor since = random.nextInt(3) > 0 ? cursors.get(random.nextInt(cursors.size())) : null;
        int history = since == null && random.nextBoolean() ? 1 + random.nextInt(9) : 0;
        List<Era> asked = new ArrayList<>();
        Set<TopicPattern> named = new HashSet<>();
        for (int i = random.nextInt(2); i >= 0; i--) {
            TopicPattern pattern = TopicPattern.parse(PATTERNS.get(random.nextInt(PATTERNS.size())));
            if (named.add(pattern)) {
                asked.add(begin(pattern, wanted, since));
            }
        }
        unacked.add(asked);
        Filter filter = wanted > 2 ? Filter.NONE : TestClient.where("n", wanted);
        client.send(new ClientMessage.Subscribe(null, List.copyOf(named), false, filter, since, history, List.of()));
    }

    private Era begin(TopicPattern pattern, int wanted, @Nullable Cursor since) {
        boolean known = current.containsKey(pattern);
        end(pattern);
        Era era = new Era(pattern, wanted, known ? null : since, story.size());
        eras.add(era);
        current.put(pattern, era);
        return era;
    }

    private void end(TopicPattern pattern) {
        Era era = current.remove(pattern);
        if (era != null) {
            era.upTo = world.node().position().seen();
        }
    }

    private void unsubscribe() {
        world.node().turn();
        if (current.isEmpty()) {
            return;
        }
        TopicPattern pattern = List.copyOf(current.keySet()).get(random.nextInt(current.size()));
        end(pattern);
        unacked.add(List.of());
        client.send(new ClientMessage.Unsubscribe(null, List.of(pattern), true));
    }

    /** Takes all that waits. */
    void finish() {
        client.finishAll();
        List.copyOf(current.keySet()).forEach(this::end);
        for (int i = 0; i < story.size(); i++) {
            Frame frame = story.get(i);
            if (frame.kind() == Frame.Kind.ACK) {
                List<Era> acked = unacked.remove();
                for (Era era : acked) {
                    acknowledged(era, frame, i);
                }
            }
        }
        client.cut();
    }

    private static void acknowledged(Era era, Frame ack, int at) {
        Cursor cursor = TestClient.cursorIn(ack);
        if (cursor == null) {
            throw new AssertionError("no cursor in " + ack.text());
        }
        era.ackedAt = at;
        era.acked = cursor.seen();
        era.begin = era.since == null ? cursor.seen() : era.since.seen();
        era.recovered = era.since != null && ack.text().contains("\"recovered\":true");
        Map<String, Long> upTo = new HashMap<>(era.upTo);
        if (era.since != null) {
            cursor.seen().forEach((node, seq) -> upTo.merge(node, seq, Math::max));
        }
        era.upTo = upTo;
    }

    /** Fails unless each subscription brought what it must, once, or a gap tells that it may not have. */
    void check() {
        Map<EventId, Integer> places = new HashMap<>();
        for (int i = 0; i < story.size(); i++) {
            Event event = story.get(i).event();
            if (event != null) {
                Integer before = places.put(event.id(), i);
                assertTrue(before == null || hasLeft(before, i), () -> "twice: " + event.id() + this);
            }
        }
        for (ModelWorld.Said said : world.said()) {
            boolean came = places.containsKey(said.id());
            for (Era era : eras) {
                if (!came && mustBring(era, said) && !isConflated(said, places)) {
                    int to = isRecovered(era, said) ? era.ackedAt : story.size();
                    assertTrue(isGap(era.askedAt, to, said), () -> "missing: " + said + " of " + era.pattern + this);
                }
            }
        }
    }

    /** Who has unsubscribed may ask for the same events again. */
    private boolean hasLeft(int from, int to) {
        return story.subList(from, to).stream().anyMatch(frame -> frame.text().contains("\"action\":\"unsubscribe\""));
    }

    /** A replay that is called recovered may lack only what a gap before its ack was told for. */
    private boolean isRecovered(Era era, ModelWorld.Said said) {
        return era.recovered
                && said.id().seq() <= era.acked.getOrDefault(said.id().node(), 0L);
    }

    /** Whoever was closed as too slow must have had what was acknowledged before. */
    private boolean mustBring(Era era, ModelWorld.Said said) {
        long seq = said.id().seq();
        String stream = said.id().node();
        return era.ackedAt >= 0
                && era.wants(said)
                && seq > era.begin.getOrDefault(stream, 0L)
                && seq <= era.upTo.getOrDefault(stream, 0L)
                && (!isOver() || isRecovered(era, said));
    }

    private boolean isGap(int from, int to, ModelWorld.Said said) {
        return story.subList(from, to).stream().anyMatch(frame -> {
            String topic = frame.kind() == Frame.Kind.GAP ? TestClient.topicOf(frame) : "none";
            return topic == null || TopicPattern.parse(topic).matches(said.topic());
        });
    }

    private boolean isConflated(ModelWorld.Said older, Map<EventId, Integer> places) {
        List<ModelWorld.Said> all = world.said();
        return older.key() != null
                && all.subList(all.indexOf(older) + 1, all.size()).stream()
                        .anyMatch(newer -> newer.topic().equals(older.topic())
                                && older.key().equals(newer.key())
                                && (places.containsKey(newer.id()) || isOver()));
    }

    @Override
    public String toString() {
        return " in " + client.told();
    }
}
