package org.fanfare.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.fanfare.event.Cursor;
import org.fanfare.event.GapReason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R20: a node that was away for too long begins a new run, which knows nothing of the old one")
class R20NextRunTest {
    private static final String NEXT = "nextrun1";
    private final TestLog test = TestLog.retaining(2);

    @BeforeEach
    void liveBefore() {
        test.publish("a", "a", "a", "b");
        test.place(TestLog.OTHER, 1, "a");
    }

    @Test
    void itHasANewNameAndNumbersFromOne() {
        test.log().restart(NEXT);
        test.publish("a");

        assertEquals(NEXT, test.log().node());
        assertEquals(Map.of(NEXT, 1L), test.position().seen());
    }

    @Test
    void itHoldsNothing() {
        LogReader reader = test.log().reader();
        test.publish("c");

        test.log().restart(NEXT);

        assertEquals(0, test.log().bytes());
        assertEquals(0, test.log().topicCount());
        assertFalse(test.log().isForgotten(TestLog.NODE));
        assertEquals(List.of(), TestLog.rest(test.replay(test.seen(0), "**")));
        reader.close();
    }

    @Test
    void itProvesNothingOfCursorsFromBefore() {
        test.pass(TestLog.SECOND);
        Cursor before = test.position();

        test.log().restart(NEXT);

        assertEquals(TestLog.all(GapReason.UNPROVEN, "a", "b"), test.lost(before, "a", "b"));
        test.pass(TestLog.SECOND);
        test.publish("b");
        assertEquals(List.of(), test.lost(test.position(), "a", "b"));
    }

    @Test
    void aReaderFallsOffAndReadsOnlyWhatIsNew() {
        LogReader reader = test.log().reader();
        test.publish("a");
        long forgotten = test.log().forgottenStreams();

        test.log().restart(NEXT);
        test.publish("c");

        Entry[] entries = new Entry[4];
        assertTrue(reader.fellOff());
        assertTrue(test.log().forgottenStreams() > forgotten);
        assertEquals(1, reader.read(entries));
        assertEquals(NEXT + "-1", entries[0].eventOrThrow().id().toString());
        assertEquals(Map.of(NEXT, 1L), reader.skipToEnd().seen());
    }

    @Test
    void aReplayUnderWayIsTold() {
        Replay replay = test.replay(test.seen(1), "a", "b");
        test.log().restart(NEXT);

        assertEquals(
                TestLog.all(GapReason.EVICTED, "a", "b"),
                TestLog.lost(replay.next(9).lost()));
    }

    @Test
    void aReplayThatHadAllIsToldIfItGoesOnIntoTheNextRun() {
        Replay replay = test.replay(test.seen(1), "a");
        TestLog.rest(replay);
        test.log().restart(NEXT);

        replay.extend(test.end());

        assertEquals(
                TestLog.all(GapReason.EVICTED, "a"), TestLog.lost(replay.next(9).lost()));
    }

    @Test
    void itTakesOverTheLogOfAnother() {
        TestLog donor =
                TestLog.joining(new Retention(new RetentionRule(9, TestLog.RETAINED), Map.of()), TestLog.limits(1_000));
        donor.place(TestLog.NODE, 4, "b");
        donor.place(TestLog.OTHER, 1, "a");
        donor.publish("a");

        test.log().restart(NEXT);
        test.log().restore(donor.log().snapshot());

        assertEquals(donor.position(), test.position());
        assertEquals(
                List.of("othernode-1", "joining1-1"), TestLog.rest(test.replay(donor.seen(TestLog.NODE + "-4"), "**")));
        assertEquals(NEXT, test.log().node());
    }
}
