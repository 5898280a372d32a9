package org.fanfare.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.fanfare.event.GapReason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Readers of the node log, and the memory that they hold")
class LogReaderTest {
    private static final int WINDOW = 8;

    private final Entry[] into = new Entry[100];

    private static TestLog retaining(int count, long maxBytes) {
        return TestLog.of(
                new Retention(new RetentionRule(count, TestLog.RETAINED), Map.of()),
                TestLog.limits(maxBytes, WINDOW, 1_000));
    }

    private List<String> read(LogReader reader) {
        return TestLog.ids(Arrays.asList(into).subList(0, reader.read(into)));
    }

    @Test
    void aReaderReadsAllThatComesAfterItWasOpened() {
        TestLog test = retaining(100, 1 << 20);
        test.publish("a");
        LogReader reader = test.log().reader();
        test.publish("a", "b");

        assertEquals(1, reader.offset());
        assertEquals(TestLog.own(2, 3), read(reader));
        assertEquals(3, reader.offset());
        assertEquals(List.of(), read(reader));
        assertFalse(reader.fellOff());
    }

    @Test
    void aReaderReadsNoMoreThanItsArrayTakes() {
        TestLog test = retaining(100, 1 << 20);
        LogReader reader = test.log().reader();
        test.publishTimes(3, "a");

        assertEquals(2, reader.read(new Entry[2]));
        assertEquals(TestLog.own(3), read(reader));
    }

    @Test
    void readersReadAtTheirOwnPace() {
        TestLog test = retaining(0, 1 << 20);
        LogReader slow = test.log().reader();
        LogReader fast = test.log().reader();
        test.publish("a", "a");
        assertEquals(TestLog.own(1, 2), read(fast));
        test.publish("a");

        assertEquals(TestLog.own(3), read(fast));
        assertEquals(TestLog.own(1, 2, 3), read(slow));
    }

    @Test
    void aReaderTooFarBehindFallsOffAndIsToldOnce() {
        TestLog test = retaining(0, 1 << 20);
        LogReader slow = test.log().reader();
        LogReader fast = test.log().reader();
        for (int i = 0; i <= WINDOW; i++) {
            test.publish("a");
            read(fast);
        }

        assertEquals(WINDOW, read(slow).size());
        assertTrue(slow.fellOff());
        assertFalse(slow.fellOff());
        assertFalse(fast.fellOff());
    }

    @Test
    void aReaderThatFellOffSkipsToTheEnd() {
        TestLog test = retaining(100, 1 << 20);
        LogReader slow = test.log().reader();
        test.publishTimes(WINDOW * 3, "a");

        assertEquals(WINDOW * 3, slow.skipToEnd().seen(TestLog.NODE));
        assertEquals(WINDOW * 3, slow.offset());
        test.publish("a");
        assertEquals(TestLog.own(WINDOW * 3 + 1), read(slow));
    }

    @Test
    void unreadEventsOutliveTheirRetention() {
        TestLog test = retaining(1, 1 << 20);
        LogReader reader = test.log().reader();
        test.publish("a", "a", "a");
        test.pass(TestLog.RETAINED.plus(TestLog.SECOND));
        assertEquals(List.of(), test.lost(test.seen(0), "a"));
        assertEquals(TestLog.own(1, 2, 3), TestLog.rest(test.replay(test.seen(0), "a")));

        read(reader);

        assertEquals(TestLog.all(GapReason.EVICTED, "a"), test.lost(test.seen(0), "a"));
        assertEquals(List.of(), test.lost(test.seen(2), "a"));
    }

    @Test
    void aReaderThatLeavesHoldsNothing() {
        TestLog test = retaining(0, 1 << 20);
        LogReader reader = test.log().reader();
        test.publish("a", "a");
        assertTrue(test.log().bytes() > 0);

        reader.close();

        assertEquals(0, test.log().bytes());
    }

    @Test
    void theBytesOfTheNodeBoundUnreadEventsToo() {
        TestLog test = retaining(0, 2_000);
        LogReader slow = test.log().reader();
        test.publishTimes(WINDOW - 1, "a");

        assertTrue(test.log().bytes() <= 2_000);
        assertTrue(read(slow).size() < WINDOW - 1);
        assertTrue(slow.fellOff());
        assertEquals(0, test.log().bytes());
    }

    @Test
    void unreadLostRangesAreBoundedToo() {
        TestLog test = retaining(0, 1_000);
        LogReader slow = test.log().reader();
        for (int i = 1; i < WINDOW; i++) {
            test.log().lose(new LostRange(TestLog.OTHER, i, i));
        }

        assertTrue(test.log().bytes() <= 1_000);
        assertTrue(slow.read(into) < WINDOW - 1);
        assertTrue(slow.fellOff());
        assertEquals(0, test.log().bytes());
    }

    @Test
    void anEventThatPushesAnUnreadOneOfItsTopicOutOfTheWindowIsCountedOnce() {
        TestLog test = retaining(0, 1 << 20);
        LogReader slow = test.log().reader();
        test.publish("a");
        test.publishTimes(WINDOW - 1, "b");

        test.publish("a");
        read(slow);

        assertEquals(0, test.log().bytes());
    }

    @Test
    void anEventLargerThanTheNodesBytesIsNotRetainedAndSaysSo() {
        TestLog test = retaining(100, 100);
        test.publish("a");

        assertEquals(0, test.log().bytes());
        assertEquals(TestLog.all(GapReason.EVICTED, "a"), test.lost(test.seen(0), "a"));
    }

    @Test
    void nothingIsHeldWhenAllHasAged() {
        TestLog test = retaining(100, 1 << 20);
        test.publish("a", "b", "a.b");
        test.log().lose(new LostRange(TestLog.OTHER, 1, 2));

        test.pass(TestLog.RETAINED.plus(TestLog.SECOND));

        assertEquals(0, test.log().bytes());
    }
}
