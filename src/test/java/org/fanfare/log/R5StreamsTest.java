package org.fanfare.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.fanfare.event.Cursor;
import org.fanfare.event.GapReason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R5: dead streams stay named as long as a cursor may need them, at most 64 in all")
class R5StreamsTest {
    private static final Duration NAMED =
            TestLog.RETAINED.plus(TestLog.CURSOR_AGE).plus(TestLog.SKEW);
    private final TestLog test = TestLog.retaining(100);

    @BeforeEach
    void hearTheOtherNode() {
        test.place(TestLog.OTHER, 1, "a");
    }

    private static String node(int number) {
        return "node" + (1000 + number);
    }

    /** Fills the log with streams until so many are named, all of them dead but the first. */
    private void nameDead(int names) {
        for (int i = 1; i < names; i++) {
            test.place(node(i), 1, "a");
            test.log().died(node(i));
        }
    }

    @Test
    void aStreamEntersWithItsFirstEvent() {
        assertEquals(Set.of(TestLog.OTHER), test.position().seen().keySet());
    }

    @Test
    void aDeadStreamStaysNamedForTheLongestRetentionAndCursorAgeAndTheMargin() {
        test.log().died(TestLog.OTHER);

        test.pass(NAMED);
        assertEquals(1, test.position().seen(TestLog.OTHER));
        assertEquals(0, test.log().forgottenStreams());

        test.pass(TestLog.SECOND);
        assertEquals(Set.of(), test.position().seen().keySet());
        assertEquals(1, test.log().forgottenStreams());
    }

    @Test
    void aLiveStreamIsNeverForgotten() {
        test.pass(NAMED.multipliedBy(10));

        assertEquals(1, test.position().seen(TestLog.OTHER));
    }

    @Test
    void aDeadStreamThatSpeaksAgainIsDeadFromThen() {
        test.log().died(TestLog.OTHER);
        test.pass(NAMED);
        test.place(TestLog.OTHER, 2, "a");

        test.pass(NAMED);

        assertEquals(2, test.position().seen(TestLog.OTHER));
    }

    @Test
    void aClockThatIsSetBackMakesNoStreamLeaveWhileACursorFromBeforeIsValid() {
        test.pass(TestLog.SECOND);
        test.place(TestLog.OTHER, 2, "a");
        test.log().died(TestLog.OTHER);
        Cursor before = Cursor.parse("othernode-1_thisnode-1_t-" + test.log().stamp());
        test.publish("b");

        test.setClock(NAMED.multipliedBy(-2));
        test.passByTicker(NAMED.plusSeconds(1));

        assertEquals(TestLog.all(GapReason.EVICTED, "a"), test.lost(before, "a"));
    }

    @Test
    void theDeathOfAnUnknownStreamIsNothing() {
        test.log().died("stranger");

        assertEquals(Set.of(TestLog.OTHER), test.position().seen().keySet());
    }

    @Test
    void past64NamesTheLongestDeadLeavesWithItsEvents() {
        nameDead(Cursor.MAX_NODES);

        test.publish("a");

        assertEquals(Cursor.MAX_NODES, test.position().seen().size());
        assertEquals(0, test.position().seen(node(1)));
        assertEquals(1, test.position().seen(node(2)));
        List<String> left = TestLog.ids(test.log().latest(TestLog.patterns("**"), 100, test.end()));
        assertEquals(Cursor.MAX_NODES, left.size());
        assertTrue(left.contains(node(2) + "-1"));
    }

    @Test
    void past64NamesTheNodeIsCompleteOnlyFromNow() {
        nameDead(Cursor.MAX_NODES);
        Cursor before = test.position();
        test.pass(TestLog.SECOND);
        assertEquals(List.of(), test.lost(before, "b"));

        test.publish("a");

        assertEquals(TestLog.all(GapReason.UNPROVEN, "b"), test.lost(before, "b"));
        assertEquals(TestLog.all(GapReason.UNPROVEN, "b"), test.lost(test.position(), "b"));
        test.pass(TestLog.SECOND);
        assertEquals(List.of(), test.lost(test.position(), "b"));
    }

    @Test
    void aLostRangeOfANewStreamCountsAsItsName() {
        nameDead(Cursor.MAX_NODES);

        test.log().lose(new LostRange("newcomer", 1, 2));

        assertEquals(Cursor.MAX_NODES, test.position().seen().size());
        assertEquals(0, test.position().seen(node(1)));
    }

    @Test
    void aReplayUnderWayIsToldOfTheEventsThatLeave() {
        Cursor since = test.position();
        nameDead(Cursor.MAX_NODES);
        Replay replay = test.replay(since, "a");

        test.publish("b");

        assertEquals(
                TestLog.all(GapReason.EVICTED, "a"),
                TestLog.lost(replay.next(100).lost()));
    }

    @Test
    void moreLiveStreamsThanNamesLeaveAsTheyDie() {
        liveTogether(Cursor.MAX_NODES + 1);
        assertEquals(Cursor.MAX_NODES + 2, test.log().wholePosition().size());

        test.log().died(node(5));
        test.log().died(node(3));
        test.log().died(node(4));

        assertEquals(Cursor.MAX_NODES, test.position().seen().size());
        assertEquals(0, test.position().seen(node(5)));
        assertEquals(0, test.position().seen(node(3)));
        assertEquals(1, test.position().seen(node(4)));
    }

    private void liveTogether(int streams) {
        for (int i = 1; i <= streams; i++) {
            test.place(node(i), 1, "a");
        }
    }

    @Test
    void ofMoreLiveStreamsThanNamesACursorNamesTheFirstAndCanBeParsed() {
        liveTogether(Cursor.MAX_NODES + 1);

        Cursor position = Cursor.parse(test.position().toString());

        assertEquals(Cursor.MAX_NODES, position.seen().size());
        assertEquals(1, position.seen(TestLog.OTHER));
        assertEquals(0, position.seen(node(Cursor.MAX_NODES)));
        assertEquals(0, position.seen(node(Cursor.MAX_NODES + 1)));
    }

    @Test
    void whileMoreStreamsLiveThanACursorCanNameNoCursorIsResumed() {
        liveTogether(Cursor.MAX_NODES);
        test.pass(TestLog.SECOND);
        Cursor among = test.position();
        assertEquals(TestLog.all(GapReason.UNPROVEN, "b"), test.lost(among, "b"));

        test.pass(TestLog.SECOND);
        test.log().died(node(7));

        assertEquals(TestLog.all(GapReason.UNPROVEN, "b"), test.lost(among, "b"));
        test.pass(TestLog.SKEW.plus(TestLog.SECOND));
        assertEquals(List.of(), test.lost(test.position(), "b"));
    }
}
