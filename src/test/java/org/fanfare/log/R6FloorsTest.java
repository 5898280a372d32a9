package org.fanfare.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.fanfare.event.Cursor;
import org.fanfare.event.GapReason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("R6: a cursor below a floor that it needs is a gap")
class R6FloorsTest {
    @Test
    void whatTheCountRetainsIsReplayedAndACursorBelowItIsAGap() {
        TestLog test = TestLog.retaining(3);
        test.publishTimes(5, "a");

        assertEquals(List.of(), test.lost(test.seen(2), "a"));
        assertEquals(TestLog.own(3, 4, 5), TestLog.rest(test.replay(test.seen(2), "a")));
        assertEquals(TestLog.all(GapReason.EVICTED, "a"), test.lost(test.seen(1), "a"));
        assertEquals(TestLog.own(3, 4, 5), TestLog.rest(test.replay(test.seen(1), "a")));
    }

    @Test
    void theCountIsOfEachTopicAlone() {
        TestLog test = TestLog.retaining(2);
        test.publish("a", "b", "b", "b");

        assertEquals(List.of(), test.lost(test.seen(0), "a"));
        assertEquals(TestLog.all(GapReason.EVICTED, "b"), test.lost(test.seen(0), "b"));
        assertEquals(List.of(), test.lost(test.seen(2), "b"));
    }

    @Test
    void aCountOfNoneRetainsNothingAndSaysSo() {
        TestLog test = TestLog.retaining(0);
        test.publish("a", "b");

        assertEquals(TestLog.all(GapReason.EVICTED, "a"), test.lost(test.seen(0), "a"));
        assertEquals(List.of(), test.lost(test.seen(1), "a"));
        assertEquals(List.of(), TestLog.rest(test.replay(test.seen(0), "a", "b")));
        assertEquals(0, test.log().bytes());
    }

    @Test
    void theAgeRunsFromArrivalOnTheTickerWhateverTheClockDoes() {
        TestLog test = TestLog.retaining(100);
        test.publish("a");
        test.setClock(Duration.ofMinutes(-10));
        test.passByTicker(TestLog.RETAINED);
        assertEquals(List.of(), test.lost(test.seen(0), "a"));

        test.passByTicker(Duration.ofNanos(1));

        assertEquals(TestLog.all(GapReason.EVICTED, "a"), test.lost(test.seen(0), "a"));
    }

    @Test
    void aNamespaceMayHaveARuleOfItsOwn() {
        RetentionRule one = new RetentionRule(1, Duration.ofMinutes(9));
        TestLog test = TestLog.of(
                new Retention(new RetentionRule(100, TestLog.RETAINED), Map.of("chat", one)), TestLog.limits(100));
        test.publish("chat.a", "chat.a", "other.a", "other.a");

        assertEquals(TestLog.all(GapReason.EVICTED, "chat.a"), test.lost(test.seen(0), "chat.a", "other.a"));
        Cursor seenOne = test.seen(1);
        test.pass(TestLog.RETAINED.plusSeconds(1));
        assertEquals(TestLog.all(GapReason.EVICTED, "other.a"), test.lost(seenOne, "chat.a", "other.a"));
    }

    @Test
    void pastTheBytesOfTheNodeTheOldestOfAllTopicsGo() {
        TestLog test = TestLog.of(
                new Retention(
                        new RetentionRule(100, TestLog.RETAINED),
                        Map.of("long", new RetentionRule(1000, Duration.ofHours(1)))),
                TestLog.limits(3_700, 64, 100));
        test.publish("long.a", "b", "c");
        test.publishTimes(10, "d");

        assertEquals(TestLog.all(GapReason.EVICTED, "long.a", "b"), test.lost(test.seen(0), "long.a", "b", "d"));
        assertEquals(TestLog.own(3), TestLog.rest(test.replay(test.seen(0), "long.a", "b", "c")));
    }

    @Test
    void aFloorIsOfOneStream() {
        TestLog test = TestLog.retaining(1);
        test.place(TestLog.OTHER, 1, "a");
        test.publish("a");
        test.place(TestLog.OTHER, 2, "a");
        long now = test.log().stamp();

        assertEquals(List.of(), test.lost(Cursor.parse("othernode-1_thisnode-1_t-" + now), "a"));
        assertEquals(TestLog.all(GapReason.EVICTED, "a"), test.lost(Cursor.parse("othernode-1_t-" + now), "a"));
        assertEquals(TestLog.all(GapReason.EVICTED, "a"), test.lost(Cursor.parse("thisnode-1_t-" + now), "a"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"a.*, true", "a.**, true", "**, true", "*.x, true", "b.*, false", "*.y, false", "a:*, false"})
    void aPatternsFloorIsTheHighestOfAllTopicsThatItMatches(String pattern, boolean lost) {
        TestLog test = TestLog.retaining(1);
        test.publish("a.y", "a.x", "a.x", "b.y");

        List<String> expected = lost ? TestLog.all(GapReason.EVICTED, pattern) : List.of();

        assertEquals(expected, test.lost(test.seen(1), pattern));
        assertEquals(List.of(), test.lost(test.seen(2), pattern));
    }

    @Test
    void anIdleTopicKeepsItsFloorUntilEveryCursorBelowItIsTooOld() {
        TestLog test = TestLog.retaining(100);
        test.publish("a");
        Cursor since = test.seen(0);
        test.pass(TestLog.RETAINED.plusSeconds(1));

        test.pass(TestLog.CURSOR_AGE.minus(TestLog.RETAINED).minusSeconds(1));
        assertEquals(TestLog.all(GapReason.EVICTED, "a", "**"), test.lost(since, "a", "**"));
        assertEquals(1, test.log().topicCount());

        test.pass(TestLog.SECOND);
        assertEquals(TestLog.all(GapReason.TOO_OLD, "a", "**"), test.lost(since, "a", "**"));
        test.pass(TestLog.RETAINED.plus(TestLog.SKEW).plusSeconds(1));
        assertEquals(0, test.log().topicCount());
        assertEquals(List.of(), test.lost(test.seen(0), "a", "**"));
    }

    @ParameterizedTest(name = "handed out by a clock that is {0} s ahead")
    @ValueSource(longs = {0, 1, 5})
    void noValidCursorMeetsAVoidFloorHoweverSecondsAreRoundedAndClocksDiffer(long ahead) {
        TestLog test = TestLog.retaining(0);
        Cursor since = new Cursor(Map.of(), test.log().stamp() + ahead);
        test.pass(Duration.ofMillis(100));
        test.publish("a");

        for (int i = 0; i < 2 * TestLog.CURSOR_AGE.toSeconds(); i++) {
            test.pass(TestLog.SECOND);
            assertEquals(1, test.lost(since, "a").size(), "after " + i + " s");
        }
    }

    @Test
    void aClockThatIsSetBackVoidsNoFloorThatAValidCursorNeeds() {
        TestLog test = TestLog.retaining(0);
        Cursor since = test.seen(0);
        test.publish("a");

        test.setClock(TestLog.CURSOR_AGE.multipliedBy(-2));
        test.passByTicker(TestLog.CURSOR_AGE.multipliedBy(2));

        assertEquals(TestLog.all(GapReason.EVICTED, "a"), test.lost(since, "a"));
    }

    @Test
    void aBusyTopicsFloorRisesWithEachEviction() {
        TestLog test = TestLog.retaining(1);
        for (int i = 1; i <= 50; i++) {
            test.publish("a");

            assertEquals(
                    i < 2 ? 0 : 1, test.lost(test.seen(Math.max(0, i - 2)), "a").size());
            assertEquals(List.of(), test.lost(test.seen(i - 1), "a"));
        }
    }
}
