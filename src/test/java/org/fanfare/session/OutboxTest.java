package org.fanfare.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.Publication;
import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("R24: a session's queue is bounded, and each policy keeps its order")
class OutboxTest {
    private static final int MAX_EVENTS = 4;
    private static final List<SlowPolicy> POLICIES =
            List.of(SlowPolicy.DISCONNECT, SlowPolicy.DROP_OLDEST, SlowPolicy.CONFLATE);

    private final Outbox outbox = outbox(MAX_EVENTS, 1_000, 1_000);

    private static Outbox outbox(int events, int bytes, int writeBytes) {
        return new Outbox(new OutboxLimits(events, bytes, writeBytes, Duration.ofSeconds(1)));
    }

    private static Frame event(long seq, SlowPolicy policy, @Nullable String key, int bytes) {
        Publication publication = new Publication(new Topic("market.a"), null, "1", null, null, key, null);
        Event event = new Event(new EventId("thisnode", seq), publication, 0);
        String text = "e" + seq
                + "-".repeat(Math.max(0, bytes - 1 - Long.toString(seq).length()));
        return Frame.of(event, text, "thisnode-" + seq + "_t-1", policy);
    }

    private static Frame event(long seq, SlowPolicy policy) {
        return event(seq, policy, null, 10);
    }

    private static Frame conflated(long seq, String key) {
        return event(seq, SlowPolicy.CONFLATE, key, 10);
    }

    private static Frame other(String text) {
        return Frame.answer(Frame.Kind.ANSWER, text, null);
    }

    private static String name(Frame frame) {
        if (frame.event() != null) {
            return "e" + frame.event().id().seq();
        }
        return frame.kind() == Frame.Kind.GAP ? "gap after " + frame.cursor() : frame.text();
    }

    private List<String> all() {
        List<String> names = new ArrayList<>();
        while (!outbox.isEmpty()) {
            outbox.take(null).frames().forEach(frame -> names.add(name(frame)));
        }
        return names;
    }

    @ParameterizedTest
    @EnumSource(SlowPolicy.class)
    void takesAsManyEventsAsItsBoundSays(SlowPolicy policy) {
        for (int seq = 1; seq <= MAX_EVENTS; seq++) {
            assertTrue(outbox.offer(event(seq, policy)));
        }

        assertEquals(policy == SlowPolicy.DROP_OLDEST, outbox.offer(event(5, policy)));
        assertEquals(
                MAX_EVENTS, all().stream().filter(name -> name.startsWith("e")).count());
    }

    @Test
    void takesAsManyBytesOfEventsAsItsBoundSays() {
        assertTrue(outbox.offer(event(1, SlowPolicy.DISCONNECT, null, 600)));
        assertTrue(outbox.offer(event(2, SlowPolicy.DISCONNECT, null, 400)));
        assertFalse(outbox.offer(event(3, SlowPolicy.DISCONNECT, null, 5)));
        assertEquals(List.of("e1", "e2"), all());
    }

    @Test
    void takesOneEventHoweverLong() {
        assertTrue(outbox.offer(event(1, SlowPolicy.DISCONNECT, null, 5_000)));
        assertFalse(outbox.offer(event(2, SlowPolicy.DISCONNECT)));
    }

    @Test
    void answersHaveABoundOfTheirOwn() {
        for (int seq = 1; seq <= MAX_EVENTS; seq++) {
            outbox.offer(event(seq, SlowPolicy.DISCONNECT));
        }

        assertTrue(outbox.offer(other("x".repeat(900))));
        assertTrue(outbox.offer(other("y".repeat(100))));
        assertFalse(outbox.offer(other("z")));
    }

    @Test
    void aGapStandsWhereEventsWereDroppedWithTheCursorAfterTheLastOfThem() {
        outbox.offer(other("first"));
        for (int seq = 1; seq <= 6; seq++) {
            outbox.offer(event(seq, SlowPolicy.DROP_OLDEST));
        }

        assertEquals(List.of("first", "gap after thisnode-2_t-1", "e3", "e4", "e5", "e6"), all());
        assertTrue(outbox.takeDropped());
        assertFalse(outbox.takeDropped());
    }

    @Test
    void gapsThatMeetBecomeOne() {
        outbox.offer(event(1, SlowPolicy.DROP_OLDEST));
        outbox.offer(event(2, SlowPolicy.DROP_OLDEST));
        outbox.offer(other("between"));
        for (int seq = 3; seq <= 7; seq++) {
            outbox.offer(event(seq, SlowPolicy.DROP_OLDEST));
        }

        assertEquals(
                List.of("gap after thisnode-2_t-1", "between", "gap after thisnode-3_t-1", "e4", "e5", "e6", "e7"),
                all());
    }

    @Test
    void whatMayNotBeDroppedStays() {
        outbox.offer(event(1, SlowPolicy.DISCONNECT));
        outbox.offer(event(2, SlowPolicy.DROP_OLDEST));
        outbox.offer(event(3, SlowPolicy.DISCONNECT));
        for (int seq = 4; seq <= 6; seq++) {
            assertTrue(outbox.offer(event(seq, SlowPolicy.DROP_OLDEST)));
        }

        assertEquals(List.of("e1", "gap after thisnode-2_t-1", "e3", "gap after thisnode-4_t-1", "e5", "e6"), all());
    }

    @Test
    void whereNothingMayBeDroppedTheClientIsTooSlow() {
        for (int seq = 1; seq <= MAX_EVENTS; seq++) {
            outbox.offer(event(seq, SlowPolicy.DISCONNECT));
        }

        assertFalse(outbox.offer(event(5, SlowPolicy.DROP_OLDEST)));
    }

    @Test
    void aLongEventDropsAsManyAsItNeeds() {
        outbox.offer(event(1, SlowPolicy.DROP_OLDEST, null, 400));
        outbox.offer(event(2, SlowPolicy.DROP_OLDEST, null, 400));
        outbox.offer(event(3, SlowPolicy.DROP_OLDEST, null, 100));
        outbox.offer(event(4, SlowPolicy.DROP_OLDEST, null, 900));

        assertEquals(List.of("gap after thisnode-2_t-1", "e3", "e4"), all());
    }

    @Test
    void aNewerEventOfTheSameKeyTakesTheOlderOutAndGoesToTheEnd() {
        outbox.offer(conflated(1, "a"));
        outbox.offer(conflated(2, "b"));
        outbox.offer(conflated(3, "a"));

        assertEquals(List.of("e2", "e3"), all());
    }

    @Test
    void conflationMakesRoomOnlyInItsOwnKey() {
        for (int seq = 1; seq <= MAX_EVENTS; seq++) {
            outbox.offer(conflated(seq, "k" + seq));
        }

        assertTrue(outbox.offer(conflated(5, "k3")));
        assertFalse(outbox.offer(conflated(6, "k6")));
        assertEquals(List.of("e1", "e2", "e4", "e5"), all());
    }

    @Test
    void eventsWithoutAKeyOrOfAnotherPolicyAreNotConflated() {
        outbox.offer(event(1, SlowPolicy.CONFLATE));
        outbox.offer(event(2, SlowPolicy.CONFLATE));
        outbox.offer(event(3, SlowPolicy.DISCONNECT, "a", 10));
        outbox.offer(event(4, SlowPolicy.DISCONNECT, "a", 10));

        assertEquals(List.of("e1", "e2", "e3", "e4"), all());
    }

    @Test
    void aWriteTakesWhatFitsAndAtLeastOneFrame() {
        Outbox small = outbox(10, 10_000, 25);
        small.offer(event(1, SlowPolicy.DISCONNECT, null, 100));
        small.offer(event(2, SlowPolicy.DISCONNECT, null, 10));
        small.offer(event(3, SlowPolicy.DISCONNECT, null, 10));
        small.offer(event(4, SlowPolicy.DISCONNECT, null, 10));

        List<Integer> sizes = new ArrayList<>();
        while (!small.isEmpty()) {
            sizes.add(small.take(null).frames().size());
        }

        assertEquals(List.of(1, 2, 1), sizes);
    }

    @Test
    void theSameFramesLeaveAsTheSameBatch() {
        Outbox second = outbox(MAX_EVENTS, 1_000, 1_000);
        Frame one = event(1, SlowPolicy.DISCONNECT);
        Frame two = event(2, SlowPolicy.DISCONNECT);
        for (Outbox each : List.of(outbox, second)) {
            each.offer(one);
            each.offer(two);
        }
        Batch batch = outbox.take(null);

        assertSame(batch, second.take(batch));
        second.offer(one);
        assertNotSame(batch, second.take(batch));
        assertTrue(second.isEmpty());
    }

    @Test
    void aReplayLeavesHalfOfTheRoom() {
        outbox.offer(event(1, SlowPolicy.DISCONNECT));
        assertTrue(outbox.hasReplayRoom());
        outbox.offer(event(2, SlowPolicy.DISCONNECT));
        assertFalse(outbox.hasReplayRoom());
    }

    @Test
    void whatIsClearedHoldsNothing() {
        outbox.offer(event(1, SlowPolicy.DISCONNECT));
        outbox.offer(other("x"));

        outbox.clear();

        assertTrue(outbox.isEmpty());
        assertEquals(0, outbox.bytes());
        assertTrue(outbox.offer(event(2, SlowPolicy.DISCONNECT)));
        assertEquals(List.of("e2"), all());
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void framesLeaveInTheOrderInWhichTheyCameWithinTheBounds(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Outbox small = outbox(6, 300, 1 + random.nextInt(100));
        List<Long> left = new ArrayList<>();
        for (int seq = 1; seq <= 300; seq++) {
            SlowPolicy policy = POLICIES.get(random.nextInt(3));
            String key = random.nextBoolean() ? "k" + random.nextInt(3) : null;
            if (!small.offer(event(seq, policy, key, 5 + random.nextInt(60))) || random.nextInt(4) == 0) {
                take(small, left);
            }
            assertTrue(small.size() <= 12, "frames that wait: " + small.size());
        }
        while (!small.isEmpty()) {
            take(small, left);
        }

        assertEquals(left.stream().sorted().distinct().toList(), left);
        assertEquals(0, small.bytes());
    }

    private static void take(Outbox from, List<Long> into) {
        if (from.isEmpty()) {
            return;
        }
        for (Frame frame : from.take(null).frames()) {
            if (frame.event() != null) {
                into.add(frame.event().id().seq());
            }
        }
    }
}
