package org.fanfare.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fanfare.event.Cursor;
import org.fanfare.event.GapReason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("R9: each topic of a request is judged alone, and what is lost on the way is told")
class R9ReplayTest {
    private final TestLog test = TestLog.retaining(3);

    @Test
    void aTopicThatIsLostIsNamedAndTheOthersReplayWhole() {
        test.publish("a", "a", "a", "a", "b", "b");

        Replay replay = test.replay(test.seen(0), "a", "b", "c");

        assertEquals(TestLog.all(GapReason.EVICTED, "a"), TestLog.lost(replay.lost()));
        assertEquals(TestLog.own(2, 3, 4, 5, 6), TestLog.rest(replay));
    }

    @Test
    void eventsComeInOrderOfArrivalAndOnceHoweverManyPatternsMatch() {
        test.publish("a.x");
        test.place(TestLog.OTHER, 1, "a.y");
        test.publish("a.y", "b.x");

        List<String> ids = TestLog.rest(test.replay(test.seen(0), "a.*", "**", "a.x", "*.x"));

        assertEquals(List.of("thisnode-1", "othernode-1", "thisnode-2", "thisnode-3"), ids);
    }

    @Test
    void whatTheCursorCoversIsLeftOutAlsoWhereStreamsMix() {
        test.place(TestLog.OTHER, 1, "a");
        test.publish("a");
        test.place(TestLog.OTHER, 2, "a");

        assertEquals(
                List.of("othernode-2"),
                TestLog.rest(test.replay(
                        Cursor.parse("othernode-1_thisnode-9_t-" + test.log().stamp()), "a")));
    }

    @Test
    void aReplayEndsWhereItsCallerReadsOn() {
        test.publish("a", "a");
        long upTo = test.end();
        test.publish("a");

        Replay replay = test.log().replay(TestLog.patterns("a"), test.seen(0), upTo);

        assertEquals(TestLog.own(1, 2), TestLog.rest(replay));
        assertEquals(upTo, replay.upTo());
    }

    @ParameterizedTest(name = "pieces of {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 100})
    void piecesJoinToTheWhole(int size) {
        test.publish("a", "b", "a", "b", "a");
        Replay replay = test.replay(test.seen(0), "a", "b");
        List<String> ids = new ArrayList<>();
        boolean done = false;
        while (!done) {
            Replay.Piece piece = replay.next(size);
            assertTrue(piece.entries().size() <= size);
            ids.addAll(TestLog.ids(piece.entries()));
            done = piece.done();
        }

        assertEquals(TestLog.own(1, 2, 3, 4, 5), ids);
        assertEquals(List.of(), replay.next(size).entries());
    }

    @Test
    void whatIsEvictedBetweenTwoPiecesIsToldForEachPatternThatItMatches() {
        test.publish("a", "a", "a", "b");
        Replay replay = test.replay(test.seen(0), "a", "*", "b");
        assertEquals(TestLog.own(1), TestLog.ids(replay.next(1).entries()));

        test.publish("a", "a");
        Replay.Piece piece = replay.next(9);

        assertEquals(TestLog.all(GapReason.EVICTED, "a", "*"), TestLog.lost(piece.lost()));
        assertEquals(TestLog.own(3, 4), TestLog.ids(piece.entries()));
        assertTrue(piece.done());
    }

    @Test
    void whatIsEvictedAfterItWasReplayedIsNotTold() {
        test.publish("a", "a", "a", "b");
        Replay replay = test.replay(test.seen(0), "a", "b");
        replay.next(2);

        test.publish("a", "a");

        assertEquals(TestLog.own(3, 4), TestLog.rest(replay));
    }

    @Test
    void whatIsEvictedBeforeTheFirstPieceIsToldUnlessTheCursorCoversIt() {
        test.publish("a", "a", "a");
        Replay behind = test.replay(test.seen(0), "a");
        Replay ahead = test.replay(test.seen(1), "a");

        test.publish("a");

        assertEquals(
                TestLog.all(GapReason.EVICTED, "a"), TestLog.lost(behind.next(9).lost()));
        assertEquals(TestLog.own(2, 3), TestLog.rest(ahead));
    }

    @Test
    void theSameEvictionIsToldOnce() {
        test.publish("a", "a", "a");
        Replay replay = test.replay(test.seen(0), "a");
        test.publish("a");

        assertEquals(1, replay.next(1).lost().size());
        assertEquals(0, replay.next(1).lost().size());
        test.publish("a", "a");
        assertEquals(0, replay.next(1).lost().size());
    }

    @Test
    void aReplayFollowsItsReaderAlsoToTopicsBornMeanwhile() {
        test.publish("a.x");
        Replay replay = test.replay(test.seen(0), "a.*");
        assertEquals(TestLog.own(1), TestLog.rest(replay));
        test.publish("a.y", "b.y", "a.x");

        replay.extend(test.end());

        assertEquals(test.end(), replay.upTo());
        assertEquals(TestLog.own(2, 4), TestLog.rest(replay));
    }

    @Test
    void aTopicBornAndEvictedMeanwhileIsTold() {
        test.publish("a.x");
        Replay replay = test.replay(test.seen(0), "a.*", "b.*");
        replay.next(9);
        test.publish("a.y", "a.y", "a.y", "a.y");

        replay.extend(test.end());
        Replay.Piece piece = replay.next(9);

        assertEquals(TestLog.all(GapReason.EVICTED, "a.*"), TestLog.lost(piece.lost()));
        assertEquals(TestLog.own(3, 4, 5), TestLog.ids(piece.entries()));
    }

    @Test
    void aTopicBornEvictedAndForgottenMeanwhileIsTold() {
        TestLog forgetful =
                TestLog.of(new Retention(new RetentionRule(0, TestLog.RETAINED), Map.of()), TestLog.limits(1));
        Replay replay = forgetful.replay(forgetful.seen(0), "a.*");
        replay.next(9);
        forgetful.publish("a.y", "b.y");

        replay.extend(forgetful.end());

        assertEquals(
                TestLog.all(GapReason.EVICTED, "a.*"),
                TestLog.lost(replay.next(9).lost()));
    }

    @Test
    void aTopicForgottenAfterALaterOneIsTold() {
        RetentionRule none = new RetentionRule(0, TestLog.RETAINED);
        TestLog forgetful =
                TestLog.of(new Retention(new RetentionRule(1, TestLog.RETAINED), Map.of("z", none)), TestLog.limits(1));
        Duration pause = Duration.ofSeconds(10);
        for (String topic : List.of("q", "a.y", "w")) {
            forgetful.publish(topic);
            forgetful.pass(pause);
        }
        forgetful.publish("z.1", "z.2", "z.3");
        Replay replay = forgetful.replay(forgetful.seen(0), "q", "a.*");
        assertEquals(TestLog.own(1), TestLog.ids(replay.next(1).entries()));
        forgetful.pass(TestLog.RETAINED.minus(pause.multipliedBy(3)).plus(TestLog.SECOND));
        assertEquals(List.of(), replay.next(0).lost());
        forgetful.pass(pause.multipliedBy(2));

        replay.extend(forgetful.end());

        assertEquals(
                TestLog.all(GapReason.EVICTED, "a.*"),
                TestLog.lost(replay.next(9).lost()));
    }

    @Test
    void theLatestOfSeveralTopicsComeOldestFirst() {
        test.publish("a.x", "b", "a.y", "a.x", "b");

        List<Entry> latest = test.log().latest(TestLog.patterns("a.*", "a.x"), 2, test.end());

        assertEquals(TestLog.own(3, 4), TestLog.ids(latest));
        assertEquals(List.of(), test.log().latest(TestLog.patterns("a.*"), 0, test.end()));
        assertEquals(List.of(), test.log().latest(TestLog.patterns("unknown"), 5, test.end()));
        assertEquals(TestLog.own(1, 3), TestLog.ids(test.log().latest(TestLog.patterns("a.*"), 5, 3)));
    }

    @Test
    void aReplayOfTheLatestHasNoCursorAndFollowsItsReader() {
        test.publish("a", "b", "a");
        Replay replay = test.log().replayLatest(TestLog.patterns("a"), 1, test.end());

        assertEquals(List.of(), replay.lost());
        assertEquals(TestLog.own(3), TestLog.rest(replay));
        test.publish("a");
        replay.extend(test.end());
        assertEquals(TestLog.own(4), TestLog.rest(replay));
    }

    @Test
    void aReplayOfTheLatestTellsWhatIsEvictedOnTheWay() {
        test.publish("a", "a", "a");
        Replay replay = test.log().replayLatest(TestLog.patterns("a"), 2, test.end());
        test.publish("a", "a");

        Replay.Piece piece = replay.next(9);

        assertEquals(TestLog.all(GapReason.EVICTED, "a"), TestLog.lost(piece.lost()));
        assertEquals(TestLog.own(3), TestLog.ids(piece.entries()));
    }

    @Test
    void aReplayOfNothingIsDoneAtOnce() {
        Replay replay = test.replay(new Cursor(Map.of(), test.log().stamp()));

        assertEquals(List.of(), replay.lost());
        assertTrue(replay.next(1).done());
        assertFalse(test.replay(test.seen(0), "a").next(1).lost().iterator().hasNext());
    }
}
