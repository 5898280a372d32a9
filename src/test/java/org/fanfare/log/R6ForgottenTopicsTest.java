package org.fanfare.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.fanfare.event.Cursor;
import org.fanfare.event.GapReason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("R6: floors are bounded, and folding them stays honest")
class R6ForgottenTopicsTest {
    private static final int NAMESPACES = 1_000;

    /** Retains nothing, and remembers the floors of one idle topic. */
    private final TestLog test =
            TestLog.of(new Retention(new RetentionRule(0, TestLog.RETAINED), Map.of()), TestLog.limits(1));

    @Test
    void theFloorOfAForgottenTopicStandsForAllOfItsNamespace() {
        test.publish("a.x", "b.x");

        assertEquals(1, test.log().topicCount());
        assertEquals(
                TestLog.all(GapReason.EVICTED, "a.x", "a.other"), test.lost(test.seen(0), "a.x", "a.other", "c.x"));
        assertEquals(List.of(), test.lost(test.seen(1), "a.x", "a.other"));
    }

    @Test
    void aTopicThatIsKnownHasItsOwnFloorOnly() {
        test.publish("a.x", "a.y", "b.x", "a.z");

        assertEquals(List.of(), test.lost(test.seen(3), "a.x", "a.y", "b.x"));
        assertEquals(TestLog.all(GapReason.EVICTED, "a.z"), test.lost(test.seen(3), "a.z"));
        assertEquals(TestLog.all(GapReason.EVICTED, "a.x"), test.lost(test.seen(1), "a.x"));
    }

    @Test
    void aForgottenTopicThatComesBackInheritsTheFloors() {
        test.publish("a.x", "b.x", "a.x");

        assertEquals(TestLog.all(GapReason.EVICTED, "a.x"), test.lost(test.seen(0), "a.x"));
        assertEquals(TestLog.all(GapReason.EVICTED, "a.x"), test.lost(test.seen(2), "a.x"));
        assertEquals(List.of(), test.lost(test.seen(3), "a.x"));
    }

    @Test
    void aRetainedTopicInheritsTheFloorsOfItsFormerLife() {
        TestLog retaining =
                TestLog.of(new Retention(new RetentionRule(1, TestLog.RETAINED), Map.of()), TestLog.limits(1));
        retaining.publish("a.x");
        retaining.pass(TestLog.RETAINED.plus(TestLog.SECOND));
        retaining.publish("b.x");
        retaining.pass(TestLog.RETAINED.plus(TestLog.SECOND));

        retaining.publish("a.x");

        assertEquals(TestLog.all(GapReason.EVICTED, "a.x", "a.*"), retaining.lost(retaining.seen(0), "a.x", "a.*"));
        assertEquals(List.of(), retaining.lost(retaining.seen(1), "a.x", "a.*"));
        assertEquals(TestLog.own(3), TestLog.rest(retaining.replay(retaining.seen(0), "a.x")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"a.*, true", "a.**, true", "a.zzz.*, true", "*.x, true", "**, true", "b.*, false", "c.**, false"})
    void aPatternsFloorIsAlsoThatOfForgottenTopics(String pattern, boolean lost) {
        test.place(TestLog.OTHER, 1, "a.x");
        test.publish("b.x");

        List<String> expected = lost ? TestLog.all(GapReason.EVICTED, pattern) : List.of();

        assertEquals(expected, test.lost(test.seen(1), pattern));
    }

    @Test
    void foldedFloorsAreVoidWhenEveryCursorBelowThemIsTooOld() {
        test.publish("a.x", "b.x");
        Cursor since = test.seen(0);

        test.pass(TestLog.CURSOR_AGE);
        assertEquals(TestLog.all(GapReason.EVICTED, "a.*"), test.lost(since, "a.*"));

        test.pass(TestLog.SECOND);
        assertEquals(TestLog.all(GapReason.TOO_OLD, "a.*"), test.lost(since, "a.*"));
        test.pass(TestLog.SKEW);
        assertEquals(List.of(), test.lost(test.seen(0), "a.*", "**"));
    }

    @Test
    void aDeadStreamsFoldedFloorsGoWithIt() {
        test.place(TestLog.OTHER, 1, "a.x");
        test.publish("b.x");
        test.log().died(TestLog.OTHER);

        test.pass(TestLog.CURSOR_AGE.plus(TestLog.RETAINED).plus(TestLog.SKEW).minusSeconds(1));
        test.publish("a.y", "b.y");
        test.pass(TestLog.SECOND.multipliedBy(2));

        assertEquals(List.of(), test.lost(test.position(), "a.x", "**"));
    }

    @Test
    void namespacesPastTheBoundFoldIntoOneFloorForAll() {
        for (int i = 0; i < NAMESPACES + 2; i++) {
            test.publish("n" + i + ".x");
        }

        assertEquals(
                TestLog.all(GapReason.EVICTED, "n0.x", "unheard.of"), test.lost(test.seen(0), "n0.x", "unheard.of"));
        assertEquals(List.of(), test.lost(test.seen(1), "n0.x", "unheard.of"));
        assertEquals(TestLog.all(GapReason.EVICTED, "n1.x"), test.lost(test.seen(1), "n1.x"));
    }

    @Test
    void theFloorForAllIsInheritedAndVoidInTheEnd() {
        for (int i = 0; i < NAMESPACES + 2; i++) {
            test.publish("n" + i + ".x");
        }
        test.publish("unheard.of");
        assertEquals(TestLog.all(GapReason.EVICTED, "unheard.of"), test.lost(test.seen(0), "unheard.of"));

        test.pass(TestLog.CURSOR_AGE.plus(TestLog.SKEW).plus(TestLog.SECOND));

        assertEquals(List.of(), test.lost(test.seen(0), "n0.x", "unheard.of", "**"));
        assertEquals(0, test.log().topicCount());
    }

    @Test
    void topicsWithoutEventsAreBoundedHoweverManyCome() {
        for (int i = 0; i < 5_000; i++) {
            test.publish("t" + i);
            assertTrue(test.log().topicCount() <= 2);
        }
    }
}
