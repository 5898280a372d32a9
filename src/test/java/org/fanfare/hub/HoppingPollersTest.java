package org.fanfare.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.fanfare.event.Cursor;
import org.fanfare.event.Event;
import org.fanfare.session.Frame;
import org.fanfare.testkit.FakeConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Schedule 7: clients that go from node to node, while the nodes' logs are apart. Two nodes take the same events of three streams,
 * each stream in its order, at times of their own.
 */
@DisplayName("schedule 7 (R2): a client that hops between nodes gets each event once, in the order of its origin")
class HoppingPollersTest {
    private static final int STREAMS = 3;
    private static final int EVENTS_OF_A_STREAM = 12;
    private static final String TOPIC = "market.a";
    private static final String HIDDEN = "other.b";

    private final TestNode first =
            TestNode.with().name("firstnode").unread(64).outbox(8, 4_000, 400).build();
    private final TestNode second = TestNode.with()
            .name("secondnode")
            .timeOf(first)
            .outbox(8, 4_000, 400)
            .build();
    private final List<TestNode> nodes = List.of(first, second);
    private final List<List<Event>> streams = new ArrayList<>();
    private final Map<TestNode, int[]> placed = new HashMap<>();
    private final List<String> received = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();

    static LongStream seeds() {
        return LongStream.range(0, 1_200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingTwiceNothingMissingInOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        begin(random);
        Cursor cursor = TestClient.poll(first, null, 0, 10, TOPIC).resumeFrom();

        for (int hop = 0; hop < 40; hop++) {
            placeSome(random);
            cursor = visit(random, cursor);
        }
        for (TestNode node : nodes) {
            for (int stream = 0; stream < STREAMS; stream++) {
                place(node, stream, EVENTS_OF_A_STREAM);
            }
        }
        for (int rest = 0; rest < 3; rest++) {
            cursor = poll(nodes.get(rest % 2), cursor, 100);
        }

        assertEquals(List.of(), gaps);
        assertEquals(expected(), sortedByStream());
        assertEquals(received.size(), received.stream().distinct().count(), "some came twice");
        nodes.forEach(node -> assertTrue(node.holdsNothing()));
    }

    private void begin(SplittableRandom random) {
        for (int stream = 0; stream < STREAMS; stream++) {
            List<Event> events = new ArrayList<>();
            for (int seq = 1; seq <= EVENTS_OF_A_STREAM; seq++) {
                String topic = random.nextInt(4) == 0 ? HIDDEN : TOPIC;
                events.add(TestNode.event("stream0" + stream + "x", seq, topic, "1"));
            }
            streams.add(events);
        }
        nodes.forEach(node -> placed.put(node, new int[STREAMS]));
    }

    private void placeSome(SplittableRandom random) {
        for (int i = random.nextInt(4); i > 0; i--) {
            placeOne(random);
        }
    }

    private void placeOne(SplittableRandom random) {
        TestNode node = nodes.get(random.nextInt(2));
        int stream = random.nextInt(STREAMS);
        place(node, stream, Math.min(EVENTS_OF_A_STREAM, placedOf(node)[stream] + 1));
    }

    private int[] placedOf(TestNode node) {
        int[] counts = placed.get(node);
        if (counts == null) {
            throw new AssertionError("not a node of this test");
        }
        return counts;
    }

    private void place(TestNode node, int stream, int upTo) {
        int[] counts = placedOf(node);
        while (counts[stream] < upTo) {
            node.place(streams.get(stream).get(counts[stream]++));
        }
    }

    /** One poll, one stream that is cut, or one WebSocket that is cut, on a node of chance. */
    private Cursor visit(SplittableRandom random, Cursor cursor) {
        TestNode node = nodes.get(random.nextInt(2));
        return switch (random.nextInt(3)) {
            case 0 -> poll(node, cursor, 1 + random.nextInt(4));
            case 1 -> stream(node, cursor, random);
            default -> webSocket(node, cursor, random);
        };
    }

    private Cursor poll(TestNode node, Cursor cursor, int maxEvents) {
        TestClient poll = TestClient.poll(node, cursor, 0, maxEvents, TOPIC);
        take(poll, null);
        return poll.resumeFrom();
    }

    private Cursor stream(TestNode node, Cursor cursor, SplittableRandom random) {
        TestClient client = TestClient.stream(node, cursor, TOPIC);
        stay(client, random);
        take(client, null);
        return client.resumeFrom();
    }

    private Cursor webSocket(TestNode node, Cursor cursor, SplittableRandom random) {
        TestClient client = new TestClient(node, FakeConnection.webSocket(), null, 0);
        client.connection().finishingByHand();
        client.subscribeSince(cursor, TOPIC);
        stay(client, random);
        return take(client, cursor);
    }

    private void stay(TestClient client, SplittableRandom random) {
        for (int i = random.nextInt(6); i > 0; i--) {
            placeOne(random);
            if (client.connection().isWriting() && random.nextBoolean()) {
                client.connection().finishWrite();
            }
            first.turn();
            second.turn();
        }
        if (client.connection().isWriting()) {
            client.connection().receive(random.nextInt(4));
        }
        client.cut();
    }

    /** Takes what a client got, and where a WebSocket client then stands. */
    private Cursor take(TestClient client, @Nullable Cursor from) {
        Map<String, Long> seen = new HashMap<>(from == null ? Map.of() : from.seen());
        long stamp = from == null ? 0 : from.stampSeconds();
        for (Frame frame : client.connection().received()) {
            Event event = frame.event();
            Cursor handed = TestClient.cursorIn(frame);
            if (event != null) {
                received.add(event.id().toString());
                seen.merge(event.id().node(), event.id().seq(), Math::max);
            } else if (frame.kind() == Frame.Kind.GAP) {
                gaps.add(frame.text());
            } else if (handed != null) {
                seen = new HashMap<>(handed.seen());
                stamp = handed.stampSeconds();
            }
        }
        return new Cursor(seen, stamp);
    }

    private List<List<String>> expected() {
        return streams.stream()
                .map(events -> events.stream()
                        .filter(event -> event.topic().name().equals(TOPIC))
                        .map(event -> event.id().toString())
                        .toList())
                .toList();
    }

    private List<List<String>> sortedByStream() {
        return streams.stream()
                .map(events -> received.stream()
                        .filter(id -> id.startsWith(events.get(0).id().node()))
                        .toList())
                .toList();
    }
}
