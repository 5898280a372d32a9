package org.fanfare.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.fanfare.event.Cursor;
import org.fanfare.event.GapReason;
import org.fanfare.testkit.ManualClock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R1: a cursor carries the time at which its node stood at its position")
class R1StampTest {
    private static final long START = ManualClock.START.getEpochSecond();

    @Test
    void thePositionOfAnEmptyLogIsAStamp() {
        assertEquals(new Cursor(Map.of(), START), TestLog.newborn().position());
    }

    @Test
    void thePositionNamesTheHighestNumberOfEachStreamAndNow() {
        TestLog test = TestLog.newborn();
        test.publish("a", "b");
        test.place(TestLog.OTHER, 7, "a");

        test.pass(TestLog.SECOND);

        assertEquals("othernode-7_thisnode-2_t-" + (START + 1), test.position().toString());
    }

    @Test
    void anEntryIsStampedWithTheTimeOfItsArrival() {
        TestLog test = TestLog.newborn();
        LogReader reader = test.log().reader();
        test.pass(TestLog.SECOND);
        test.publish("a");
        test.pass(TestLog.SECOND);
        test.log().lose(new LostRange(TestLog.OTHER, 1, 2));
        test.pass(TestLog.SECOND);

        Entry[] entries = new Entry[2];
        reader.read(entries);

        assertEquals(START + 1, entries[0].stampSeconds());
        assertEquals(START + 2, entries[1].stampSeconds());
    }

    @Test
    void stampsStandStillWhileTheClockIsBehindThem() {
        TestLog test = TestLog.newborn();
        test.setClock(Duration.ofSeconds(-30));
        assertEquals(START, test.log().stamp());

        test.setClock(Duration.ofSeconds(31));

        assertEquals(START + 1, test.position().stampSeconds());
    }

    @Test
    void stampsStandStillWhileTheNodeIsDeafAndGoOnWithTheClock() {
        TestLog test = TestLog.newborn();
        test.pass(TestLog.SECOND);
        LogReader reader = test.log().reader();
        assertEquals(START + 1, test.log().stamp());

        test.log().freeze(true);
        test.pass(Duration.ofMinutes(1));
        test.publish("a");

        Entry[] entries = new Entry[1];
        reader.read(entries);
        assertEquals(START + 1, entries[0].stampSeconds());
        assertEquals(START + 1, test.position().stampSeconds());
        assertEquals(START + 1, test.log().end().position().stampSeconds());
        test.log().freeze(false);
        assertEquals(START + 61, test.position().stampSeconds());
    }

    @Test
    void aClockThatIsSetBackWhileTheNodeIsDeafLetsNoStampGoBack() {
        TestLog test = TestLog.newborn();
        test.pass(Duration.ofMinutes(1));
        assertEquals(START + 60, test.log().stamp());
        test.log().freeze(true);
        test.setClock(Duration.ofMinutes(-5));

        test.log().freeze(false);

        assertEquals(START + 60, test.log().stamp());
    }

    @Test
    void aDeafNodeTakesTheCursorOfANodeThatIsNotDeaf() {
        TestLog test = TestLog.newborn();
        test.pass(Duration.ofMinutes(1));
        test.log().freeze(true);
        test.pass(Duration.ofMinutes(1));

        assertEquals(List.of(), test.lost(new Cursor(Map.of(TestLog.OTHER, 9L), START + 120), "a"));
    }

    @Test
    void cursorsOfADeafNodeGrowTooOldAsOthersDo() {
        TestLog test = TestLog.newborn();
        test.pass(Duration.ofMinutes(1));
        Cursor last = test.position();
        test.log().freeze(true);
        test.pass(TestLog.CURSOR_AGE);
        assertEquals(last, test.position());
        assertEquals(List.of(), test.lost(test.position(), "a"));

        test.pass(TestLog.SECOND);

        assertEquals(TestLog.all(GapReason.TOO_OLD, "a"), test.lost(test.position(), "a"));
    }
}
