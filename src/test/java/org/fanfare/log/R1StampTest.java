package org.fanfare.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import org.fanfare.event.Cursor;
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
}
