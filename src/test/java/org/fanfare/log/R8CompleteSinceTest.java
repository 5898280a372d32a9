package org.fanfare.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.fanfare.event.Cursor;
import org.fanfare.event.GapReason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R8: what a cursor lacks is proved only since the node is complete")
class R8CompleteSinceTest {
    private static final List<String> UNPROVEN = TestLog.all(GapReason.UNPROVEN, "a");
    private static final List<String> PROVEN = List.of();
    private final TestLog test = TestLog.newborn();
    private final long start = test.log().stamp();

    private List<String> lost(long seen, long stamp) {
        return test.lost(new Cursor(seen == 0 ? Map.of() : Map.of(TestLog.NODE, seen), stamp), "a");
    }

    @Test
    void aCursorFromBeforeTheStartOrFromTheSameSecondIsUnproven() {
        test.publish("b");
        test.pass(Duration.ofMinutes(1));

        assertEquals(UNPROVEN, lost(1, start - 1));
        assertEquals(UNPROVEN, lost(1, start));
        assertEquals(PROVEN, lost(1, start + 1));
    }

    @Test
    void theStampOfAnotherNodesClockIsLaterByMoreThanTheMargin() {
        test.publish("b");
        test.pass(Duration.ofMinutes(1));

        assertEquals(UNPROVEN, lost(0, start + TestLog.SKEW.toSeconds()));
        assertEquals(PROVEN, lost(0, start + TestLog.SKEW.toSeconds() + 1));
    }

    @Test
    void aNodeThatBecomesCompleteLaterProvesNothingEarlier() {
        test.publish("b");
        test.pass(Duration.ofMinutes(2));

        test.log().completeSince(start + 60);

        assertEquals(UNPROVEN, lost(1, start + 60));
        assertEquals(UNPROVEN, lost(1, start + 61));
        test.publish("b");
        assertEquals(PROVEN, lost(2, start + 61));
        assertEquals(PROVEN, lost(1, start + 60 + TestLog.SKEW.toSeconds() + 1));
    }

    @Test
    void aNodeThatTakesOverItsDonorsValueProvesMore() {
        test.log().completeSince(start - 60);

        assertEquals(UNPROVEN, lost(0, start - 60));
        assertEquals(PROVEN, lost(0, start - 60 + TestLog.SKEW.toSeconds() + 1));
    }

    @Test
    void aCursorOlderThanTheLongestAgeIsTooOld() {
        test.publish("b");
        test.pass(TestLog.CURSOR_AGE.plusSeconds(1));
        assertEquals(PROVEN, lost(1, start + 1));

        test.pass(TestLog.SECOND);

        assertEquals(TestLog.all(GapReason.TOO_OLD, "a"), lost(1, start + 1));
        assertEquals(UNPROVEN, lost(1, start));
    }

    @Test
    void aStampFromTheFutureIsUnprovenBeyondTheMargin() {
        test.pass(Duration.ofMinutes(1));
        long now = test.log().stamp();

        assertEquals(PROVEN, lost(0, now + TestLog.SKEW.toSeconds()));
        assertEquals(UNPROVEN, lost(0, now + TestLog.SKEW.toSeconds() + 1));
        assertEquals(UNPROVEN, lost(0, 999_999_999_999_999_999L));
    }

    @Test
    void anEmptyNodeMeetingACursorOfFormerNodesIsUnproven() {
        test.pass(Duration.ofMinutes(1));

        assertEquals(UNPROVEN, test.lost(Cursor.parse("formernode-99_t-" + (start - 10)), "a"));
    }

    @Test
    void aCursorFromBeforeAStreamThatLivedDiedAndWasForgottenIsTooOld() {
        test.publish("b");
        test.pass(Duration.ofMinutes(1));
        Cursor since = test.position();
        test.place(TestLog.OTHER, 1, "a");
        test.log().died(TestLog.OTHER);

        while (test.position().seen(TestLog.OTHER) > 0) {
            test.pass(TestLog.SECOND);
            if (test.position().seen(TestLog.OTHER) > 0 && test.lost(since, "a").isEmpty()) {
                assertEquals(List.of("othernode-1"), TestLog.rest(test.replay(since, "a")));
            }
        }

        assertEquals(TestLog.all(GapReason.TOO_OLD, "a"), test.lost(since, "a"));
    }

    @Test
    void whatIsRetainedIsReplayedForAnUnprovenCursorToo() {
        test.publish("a");

        assertEquals(TestLog.own(1), TestLog.rest(test.replay(new Cursor(Map.of(), start - 1), "a")));
    }
}
