package org.fanfare.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.fanfare.event.Cursor;
import org.fanfare.event.GapReason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R21: a node that takes over another's log can prove what that one could, and no more")
class R21SnapshotTest {
    private static final Retention THREE = new Retention(new RetentionRule(3, TestLog.RETAINED), Map.of());
    private static final Retention NOTHING = new Retention(new RetentionRule(0, TestLog.RETAINED), Map.of());
    private final TestLog donor = TestLog.of(THREE, TestLog.limits(1_000));
    private final TestLog joining = TestLog.joining(THREE, TestLog.limits(1_000));

    private void join() {
        joining.log().restore(donor.log().snapshot());
    }

    private void pass(Duration duration) {
        donor.pass(duration);
        joining.pass(duration);
    }

    /** Lets both judge a cursor, alike. */
    private List<String> bothLost(Cursor since, String... patterns) {
        List<String> lost = joining.lost(since, patterns);
        assertEquals(donor.lost(since, patterns), lost);
        return lost;
    }

    @Test
    void whatIsRetainedComesInTheOrderOfTheLog() {
        donor.publish("a", "b");
        donor.place(TestLog.OTHER, 1, "a");
        donor.publish("a");

        join();

        assertEquals(
                List.of("thisnode-1", "thisnode-2", "othernode-1", "thisnode-3"),
                TestLog.rest(joining.replay(joining.seen(0), "**")));
        assertEquals(List.of("othernode-1"), TestLog.rest(joining.replay(joining.seen("thisnode-3"), "**")));
        assertEquals(donor.log().bytes(), joining.log().bytes());
    }

    @Test
    void thePositionIsTakenOverAlsoOfStreamsOfWhichNothingIsRetained() {
        donor.place(TestLog.OTHER, 7, "a");
        donor.publishTimes(4, "a");

        join();

        assertEquals(donor.position(), joining.position());
        assertEquals(7, joining.log().last(TestLog.OTHER));
        assertFalse(joining.place(TestLog.OTHER, 7, "a"));
        assertTrue(joining.place(TestLog.OTHER, 8, "a"));
    }

    @Test
    void itsOwnStreamBeginsAtOne() {
        donor.publish("a");
        join();

        joining.publish("a");

        assertEquals(
                Map.of(TestLog.NODE, 1L, TestLog.JOINING, 1L), joining.log().wholePosition());
    }

    @Test
    void theFloorsOfTopicsAreTakenOverExactly() {
        donor.place(TestLog.OTHER, 7, "a");
        donor.publishTimes(5, "a");
        donor.publish("b");
        join();

        assertEquals(TestLog.all(GapReason.EVICTED, "a"), bothLost(donor.seen("othernode-6", "thisnode-6"), "a", "b"));
        assertEquals(TestLog.all(GapReason.EVICTED, "a"), bothLost(donor.seen("othernode-7", "thisnode-1"), "a", "b"));
        assertEquals(List.of(), bothLost(donor.seen("othernode-7", "thisnode-2"), "a", "b", "c"));
    }

    @Test
    void theFloorsOfATopicWithoutEventsAreTakenOver() {
        donor.publish("a");
        donor.pass(TestLog.RETAINED.plus(TestLog.SECOND));
        joining.pass(TestLog.RETAINED.plus(TestLog.SECOND));
        join();

        assertEquals(1, joining.log().topicCount());
        assertEquals(TestLog.all(GapReason.EVICTED, "a"), bothLost(donor.seen(0), "a", "b"));
        pass(TestLog.CURSOR_AGE.plus(TestLog.SKEW).plus(TestLog.SECOND));
        assertEquals(0, joining.log().topicCount());
    }

    @Test
    void theFloorsOfForgottenTopicsAreTakenOverAndAreNotInheritedByTopicsThatWereKnown() {
        TestLog folding = TestLog.of(THREE, TestLog.limits(1));
        folding.publish("a.x");
        folding.pass(TestLog.SECOND);
        folding.publish("b.x");
        folding.pass(TestLog.RETAINED);
        folding.publish("a.y");
        folding.pass(TestLog.SECOND);
        Cursor since = folding.seen(0);
        assertEquals(TestLog.all(GapReason.EVICTED, "a.x", "a.z"), folding.lost(since, "a.x", "a.y", "a.z", "c"));

        joining.pass(TestLog.RETAINED);
        joining.log().restore(folding.log().snapshot());

        assertEquals(TestLog.all(GapReason.EVICTED, "a.x", "a.z"), joining.lost(since, "a.x", "a.y", "a.z", "c"));
        assertEquals(List.of(), joining.lost(folding.seen(1), "a.x", "a.y", "a.z", "c"));
    }

    @Test
    void theFloorForAllNamespacesIsTakenOver() {
        TestLog folding = TestLog.of(NOTHING, TestLog.limits(1));
        for (int i = 0; i < 1_002; i++) {
            folding.publish("n" + i + ".x");
        }

        joining.log().restore(folding.log().snapshot());

        assertEquals(TestLog.all(GapReason.EVICTED, "unheard.of"), joining.lost(folding.seen(0), "unheard.of"));
        assertEquals(List.of(), joining.lost(folding.seen(1), "unheard.of"));
    }

    @Test
    void itsOwnLimitOfIdleTopicsHolds() {
        TestLog many = TestLog.of(NOTHING, TestLog.limits(1_000));
        for (String topic : List.of("a.x", "b.x", "c.x")) {
            many.publish(topic);
            many.pass(TestLog.SECOND);
        }
        TestLog narrow = TestLog.joining(NOTHING, TestLog.limits(1));

        narrow.log().restore(many.log().snapshot());

        assertEquals(1, narrow.log().topicCount());
        assertEquals(TestLog.all(GapReason.EVICTED, "a.x", "b.z"), narrow.lost(many.seen(0), "a.x", "b.z", "c.z"));
    }

    @Test
    void whatWasGivenUpIsToldByTheNodeThatJoinsToo() {
        donor.place(TestLog.OTHER, 2, "a");
        donor.log().lose(new LostRange(TestLog.OTHER, 3, 4));
        donor.place(TestLog.OTHER, 5, "a");
        join();

        assertEquals(TestLog.all(GapReason.LOST, "a", "x"), bothLost(donor.seen("othernode-3"), "a", "x"));
        assertEquals(List.of(), bothLost(donor.seen("othernode-4"), "a", "x"));
        assertFalse(joining.place(TestLog.OTHER, 4, "a"));
    }

    @Test
    void agesGoOnOnItsOwnClock() {
        donor.publish("a");
        pass(TestLog.RETAINED.dividedBy(2));
        donor.publish("a");
        join();

        pass(TestLog.RETAINED.dividedBy(2));
        assertEquals(List.of("thisnode-1", "thisnode-2"), TestLog.rest(joining.replay(joining.seen(0), "a")));

        pass(TestLog.SECOND);
        assertEquals(TestLog.all(GapReason.EVICTED, "a"), bothLost(donor.seen(0), "a"));
        assertEquals(List.of("thisnode-2"), TestLog.rest(joining.replay(joining.seen(0), "a")));
    }

    @Test
    void itsOwnRetentionCounts() {
        donor.publish("a", "a", "a");
        TestLog narrow =
                TestLog.joining(new Retention(new RetentionRule(1, TestLog.RETAINED), Map.of()), TestLog.limits(1_000));

        narrow.log().restore(donor.log().snapshot());

        assertEquals(TestLog.all(GapReason.EVICTED, "a"), narrow.lost(donor.seen(1), "a"));
        assertEquals(List.of(), narrow.lost(donor.seen(2), "a"));
        assertEquals(TestLog.own(3), TestLog.rest(narrow.replay(donor.seen(2), "a")));
    }

    @Test
    void itsOwnBoundOfBytesCounts() {
        donor.publish("a", "b", "c");
        TestLog narrow = TestLog.joining(THREE, TestLog.limits(700, 64, 1_000));

        narrow.log().restore(donor.log().snapshot());

        assertTrue(narrow.log().bytes() <= 700);
        assertEquals(TestLog.all(GapReason.EVICTED, "a"), narrow.lost(donor.seen(0), "a", "b", "c"));
    }

    @Test
    void whatIsTooOldByItsOwnRetentionIsNotTakenOver() {
        donor.publish("a");
        pass(Duration.ofSeconds(2));
        TestLog brief =
                TestLog.joining(new Retention(new RetentionRule(9, TestLog.SECOND), Map.of()), TestLog.limits(1_000));

        brief.log().restore(donor.log().snapshot());

        assertEquals(0, brief.log().bytes());
        assertEquals(TestLog.all(GapReason.EVICTED, "a"), brief.lost(brief.seen(0), "a"));
    }

    @Test
    void itIsCompleteSinceItsDonorIs() {
        donor.log().completeSince(donor.log().stamp() - 30);
        Cursor before = donor.position();
        join();

        assertEquals(donor.log().completeSinceSeconds(), joining.log().completeSinceSeconds());
        assertEquals(List.of(), bothLost(before, "a"));
        Cursor tooEarly = new Cursor(Map.of(), donor.log().completeSinceSeconds());
        assertEquals(TestLog.all(GapReason.UNPROVEN, "a"), bothLost(tooEarly, "a"));
    }

    @Test
    void deadStreamsLeaveWhenTheyLeaveTheDonor() {
        Duration named = TestLog.RETAINED.plus(TestLog.CURSOR_AGE).plus(TestLog.SKEW);
        donor.place(TestLog.OTHER, 1, "a");
        donor.place("secondnode", 1, "a");
        donor.log().died("secondnode");
        pass(TestLog.SECOND);
        donor.log().died(TestLog.OTHER);
        join();
        assertEquals(List.of("secondnode", TestLog.OTHER), joining.log().deadStreams());

        pass(named);
        assertEquals(List.of(TestLog.OTHER), joining.log().deadStreams());

        pass(TestLog.SECOND);
        assertEquals(donor.log().wholePosition(), joining.log().wholePosition());
        assertEquals(Map.of(), joining.log().wholePosition());
    }

    @Test
    void aForgottenStreamStaysForgotten() {
        donor.place(TestLog.OTHER, 3, "a");
        donor.log().died(TestLog.OTHER);
        pass(TestLog.RETAINED.plus(TestLog.CURSOR_AGE).plus(TestLog.SKEW).plus(TestLog.SECOND));
        join();

        assertTrue(joining.log().isForgotten(TestLog.OTHER));
        assertEquals(3, joining.log().last(TestLog.OTHER));
        assertFalse(joining.place(TestLog.OTHER, 3, "a"));
        assertEquals(Map.of(), joining.log().wholePosition());
    }

    @Test
    void moreStreamsThanACursorCanNameAreTakenOver() {
        for (int i = 0; i <= Cursor.MAX_NODES; i++) {
            donor.place("node" + (1000 + i), 1, "a");
        }
        join();
        pass(TestLog.SECOND);

        assertEquals(Cursor.MAX_NODES + 1, joining.log().wholePosition().size());
        assertEquals(donor.position(), joining.position());
        assertEquals(TestLog.all(GapReason.UNPROVEN, "b"), bothLost(donor.position(), "b"));
    }

    @Test
    void aReaderFallsOffAndGoesOnBehindWhatWasTakenOver() {
        LogReader reader = joining.log().reader();
        donor.publish("a", "a");

        join();
        joining.place(TestLog.OTHER, 1, "a");

        assertTrue(reader.fellOff());
        Entry[] entries = new Entry[4];
        assertEquals(1, reader.read(entries));
        assertEquals("othernode-1", entries[0].eventOrThrow().id().toString());
        assertFalse(reader.fellOff());
    }

    @Test
    void aReplayThatBeganBeforeIsToldWhenItGoesOn() {
        Replay replay = joining.replay(joining.seen(0), "a", "b");
        donor.publish("a");
        join();

        replay.extend(joining.end());

        assertEquals(
                TestLog.all(GapReason.EVICTED, "a", "b"),
                TestLog.lost(replay.next(9).lost()));
    }

    @Test
    void aSnapshotIsNotChangedByWhatComesAfterIt() {
        donor.publishTimes(4, "a");
        LogSnapshot snapshot = donor.log().snapshot();
        Cursor then = donor.position();
        donor.publishTimes(4, "a");
        donor.log().lose(new LostRange(TestLog.OTHER, 1, 1));

        joining.log().restore(snapshot);

        assertEquals(then, joining.position());
        assertEquals(List.of(), joining.lost(donor.seen(1), "a"));
        assertEquals(TestLog.own(2, 3, 4), TestLog.rest(joining.replay(donor.seen(1), "a")));
    }

    @Test
    void whatIsUnreadIsPartOfASnapshotToo() {
        TestLog unread = TestLog.of(NOTHING, TestLog.limits(1_000));
        LogReader reader = unread.log().reader();
        unread.publish("a");

        joining.log().restore(unread.log().snapshot());

        assertEquals(TestLog.own(1), TestLog.rest(joining.replay(joining.seen(0), "a")));
        reader.close();
    }

    @Test
    void aLogThatIsNotEmptyTakesOverNothing() {
        joining.publish("a");

        assertThrows(
                IllegalStateException.class,
                () -> joining.log().restore(donor.log().snapshot()));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new LogSnapshot.StreamState(TestLog.OTHER, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new LogSnapshot.StreamState(TestLog.OTHER, 1, 2, 0));
        assertThrows(IllegalArgumentException.class, () -> new LogSnapshot.StreamState(TestLog.OTHER, 1, 0, -1));
        assertThrows(IllegalArgumentException.class, () -> new LogSnapshot.ForgottenStream(TestLog.OTHER, 0));
    }
}
