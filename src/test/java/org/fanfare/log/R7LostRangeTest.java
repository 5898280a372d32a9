package org.fanfare.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.fanfare.event.Cursor;
import org.fanfare.event.GapReason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R7: whoever reads past what was given up is told, live or later")
class R7LostRangeTest {
    private final TestLog test = TestLog.retaining(100);

    private Cursor other(long seq) {
        return Cursor.parse("othernode-" + seq + "_t-" + test.log().stamp());
    }

    @Test
    void aLiveReaderSeesTheRangeInItsPlace() {
        LogReader reader = test.log().reader();
        test.place(TestLog.OTHER, 2, "a");
        test.log().lose(new LostRange(TestLog.OTHER, 3, 4));
        test.place(TestLog.OTHER, 5, "a");

        Entry[] entries = new Entry[9];
        assertEquals(3, reader.read(entries));

        assertEquals(new LostRange(TestLog.OTHER, 3, 4), entries[1].lost());
        assertNull(entries[1].event());
        assertEquals(5, entries[2].eventOrThrow().id().seq());
    }

    @Test
    void aLaterCursorBelowItIsAGapForAllTopics() {
        test.place(TestLog.OTHER, 2, "a");
        test.log().lose(new LostRange(TestLog.OTHER, 3, 4));
        test.place(TestLog.OTHER, 5, "a");

        for (long seq = 1; seq <= 3; seq++) {
            assertEquals(
                    TestLog.all(GapReason.LOST, "a", "quite.other", "**"),
                    test.lost(other(seq), "a", "quite.other", "**"));
        }
        assertEquals(TestLog.all(GapReason.LOST, "a"), test.lost(test.seen(0), "a"));
        assertEquals(List.of(), test.lost(other(4), "a", "quite.other", "**"));
        assertEquals(List.of("othernode-5"), TestLog.rest(test.replay(other(2), "a")));
    }

    @Test
    void aNumberGivenUpIsDroppedIfItComesLater() {
        test.place(TestLog.OTHER, 2, "a");
        test.log().lose(new LostRange(TestLog.OTHER, 3, 4));

        assertFalse(test.place(TestLog.OTHER, 3, "a"));
        assertFalse(test.place(TestLog.OTHER, 4, "a"));
        assertTrue(test.place(TestLog.OTHER, 5, "a"));
        assertEquals(5, test.position().seen(TestLog.OTHER));
    }

    @Test
    void aNumberTakenTwiceIsDropped() {
        assertTrue(test.place(TestLog.OTHER, 2, "a"));

        assertFalse(test.place(TestLog.OTHER, 2, "b"));
        assertFalse(test.place(TestLog.OTHER, 1, "b"));
        assertEquals(List.of("othernode-2"), TestLog.rest(test.replay(test.seen(0), "**")));
    }

    @Test
    void givingUpWhatWasTakenIsNothing() {
        LogReader reader = test.log().reader();
        test.place(TestLog.OTHER, 4, "a");

        test.log().lose(new LostRange(TestLog.OTHER, 3, 4));

        assertEquals(1, reader.read(new Entry[9]));
        assertEquals(List.of(), test.lost(test.seen(0), "a"));
    }

    @Test
    void aRangeThatReachesPastWhatWasTakenIsGivenUpToItsEnd() {
        test.place(TestLog.OTHER, 4, "a");

        test.log().lose(new LostRange(TestLog.OTHER, 3, 6));

        assertEquals(6, test.position().seen(TestLog.OTHER));
        assertEquals(TestLog.all(GapReason.LOST, "a"), test.lost(other(5), "a"));
    }

    @Test
    void aStreamOfWhichNothingElseIsKnownCanBeGivenUp() {
        test.log().lose(new LostRange(TestLog.OTHER, 1, 2));

        assertEquals(2, test.position().seen(TestLog.OTHER));
        assertEquals(TestLog.all(GapReason.LOST, "a"), test.lost(test.seen(0), "a"));
    }

    @Test
    void aReplayThatFollowsItsReaderPastTheRangeIsTold() {
        test.publish("a");
        Replay replay = test.replay(test.seen(0), "a", "b");
        assertEquals(TestLog.own(1), TestLog.rest(replay));
        test.log().lose(new LostRange(TestLog.OTHER, 1, 2));
        test.publish("a");

        replay.extend(test.end());
        Replay.Piece piece = replay.next(9);

        assertEquals(TestLog.all(GapReason.LOST, "a", "b"), TestLog.lost(piece.lost()));
        assertEquals(TestLog.own(2), TestLog.ids(piece.entries()));
        replay.extend(test.end());
        assertEquals(List.of(), replay.next(9).lost());
    }

    @Test
    void whatIsNoRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new LostRange(TestLog.OTHER, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new LostRange(TestLog.OTHER, 2, 1));
    }
}
