package org.fanfare.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.fanfare.event.Cursor;
import org.fanfare.event.EventId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R5: a stream that was forgotten is neither taken for a new one nor kept from speaking")
class R5ForgottenStreamsTest {
    private static final Duration NAMED =
            TestLog.RETAINED.plus(TestLog.CURSOR_AGE).plus(TestLog.SKEW).plus(TestLog.SECOND);
    private final TestLog test = TestLog.retaining(100);

    private void forgetTheOther() {
        test.place(TestLog.OTHER, 3, "a");
        test.log().died(TestLog.OTHER);
        test.pass(NAMED);
        assertEquals(Map.of(), test.log().wholePosition());
    }

    @Test
    void itsLastNumberIsRemembered() {
        assertFalse(test.log().isForgotten(TestLog.OTHER));

        forgetTheOther();

        assertTrue(test.log().isForgotten(TestLog.OTHER));
        assertEquals(3, test.log().last(TestLog.OTHER));
        assertEquals(List.of(), test.log().deadStreams());
    }

    @Test
    void whatWasTakenOfItIsDroppedIfItComesAgain() {
        forgetTheOther();

        assertFalse(test.place(TestLog.OTHER, 3, "a"));
        test.log().lose(new LostRange(TestLog.OTHER, 1, 3));
        test.log().hide(new EventId(TestLog.OTHER, 2));

        assertEquals(Map.of(), test.log().wholePosition());
        assertTrue(test.log().isForgotten(TestLog.OTHER));
    }

    @Test
    void whatIsNewOfItIsTakenAndItIsDeadFromThen() {
        forgetTheOther();

        assertTrue(test.place(TestLog.OTHER, 4, "a"));

        assertFalse(test.log().isForgotten(TestLog.OTHER));
        assertEquals(List.of(TestLog.OTHER), test.log().deadStreams());
        assertEquals(List.of("othernode-4"), TestLog.rest(test.replay(test.seen(0), "a")));
        test.pass(NAMED);
        assertTrue(test.log().isForgotten(TestLog.OTHER));
        assertEquals(4, test.log().last(TestLog.OTHER));
    }

    @Test
    void aLossPastWhatWasTakenIsTold() {
        forgetTheOther();

        test.log().lose(new LostRange(TestLog.OTHER, 4, 5));

        assertEquals(5, test.position().seen(TestLog.OTHER));
        assertEquals(List.of(TestLog.OTHER), test.log().deadStreams());
    }

    @Test
    void aSignOfLifeBringsItBackWhereItWas() {
        forgetTheOther();

        test.log().lives(TestLog.OTHER);

        assertEquals(Map.of(TestLog.OTHER, 3L), test.position().seen());
        assertEquals(List.of(), test.log().deadStreams());
        test.pass(NAMED);
        assertEquals(3, test.position().seen(TestLog.OTHER));
    }

    @Test
    void aSignOfLifeTakesADeathBack() {
        test.place(TestLog.OTHER, 3, "a");
        test.log().died(TestLog.OTHER);

        test.log().lives(TestLog.OTHER);

        assertEquals(List.of(), test.log().deadStreams());
        test.pass(NAMED);
        assertEquals(3, test.position().seen(TestLog.OTHER));
    }

    @Test
    void aSignOfLifeOfAStrangerIsNothing() {
        test.log().lives("stranger");

        assertEquals(Map.of(), test.log().wholePosition());
    }

    @Test
    void aDeathThatIsToldAgainCountsFromItsBeginning() {
        test.place(TestLog.OTHER, 3, "a");
        test.log().died(TestLog.OTHER);
        test.pass(NAMED.minus(TestLog.SECOND));
        test.log().died(TestLog.OTHER);

        test.pass(TestLog.SECOND);

        assertTrue(test.log().isForgotten(TestLog.OTHER));
    }

    @Test
    void aNodesOwnStreamNeverDies() {
        test.publish("a");

        test.log().died(TestLog.NODE);

        assertEquals(List.of(), test.log().deadStreams());
    }

    @Test
    void aCrashLoopIsRememberedUpToABound() {
        int crashes = Streams.MAX_FORGOTTEN + Cursor.MAX_NODES + 2;
        for (int i = 1; i <= crashes; i++) {
            test.place("crash" + (10_000 + i), i, "a");
            test.log().died("crash" + (10_000 + i));
        }

        assertEquals(Cursor.MAX_NODES, test.log().wholePosition().size());
        assertFalse(test.log().isForgotten("crash10002"));
        assertTrue(test.log().isForgotten("crash10003"));
        assertEquals(3, test.log().last("crash10003"));
        assertEquals(
                Streams.MAX_FORGOTTEN, test.log().snapshot().forgottenStreams().size());
    }

    @Test
    void aSignOfLifeInACrashLoopLetsTheLongestDeadLeave() {
        for (int i = 1; i <= Cursor.MAX_NODES + 1; i++) {
            test.place("crash" + (100 + i), 1, "a");
            test.log().died("crash" + (100 + i));
        }
        assertTrue(test.log().isForgotten("crash101"));

        test.log().lives("crash101");

        assertEquals(Cursor.MAX_NODES, test.position().seen().size());
        assertEquals(1, test.position().seen("crash101"));
        assertTrue(test.log().isForgotten("crash102"));
    }
}
