package org.fanfare.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import org.fanfare.event.Cursor;
import org.fanfare.event.EventId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R15: of two events with one key the second is hidden: its number is taken, and nobody sees it")
class R15HiddenEventTest {
    private final TestLog test = TestLog.retaining(100);

    private void hide(long seq) {
        test.log().hide(new EventId(TestLog.OTHER, seq));
    }

    @Test
    void itsNumberIsTaken() {
        test.place(TestLog.OTHER, 1, "a");

        hide(2);

        assertEquals(2, test.position().seen(TestLog.OTHER));
        assertFalse(test.place(TestLog.OTHER, 2, "a"));
        assertEquals(List.of("othernode-1"), TestLog.rest(test.replay(test.seen(0), "a")));
        assertEquals(List.of(), test.lost(test.seen("othernode-1"), "a"));
    }

    @Test
    void aReaderPassesItAndLearnsItsNumber() {
        LogReader reader = test.log().reader();
        hide(1);
        test.place(TestLog.OTHER, 2, "a");

        Entry[] entries = new Entry[4];

        assertEquals(2, reader.read(entries));
        assertEquals(new EventId(TestLog.OTHER, 1), entries[0].hidden());
        assertNull(entries[0].event());
        assertNull(entries[0].lost());
        assertNull(entries[1].hidden());
        assertEquals(0, entries[0].offset());
        assertEquals(1, entries[1].offset());
    }

    @Test
    void nothingOfItIsHeldOnceItIsRead() {
        LogReader reader = test.log().reader();
        hide(1);

        reader.read(new Entry[4]);

        assertEquals(0, test.log().bytes());
    }

    @Test
    void whatWasTakenCannotBeHidden() {
        LogReader reader = test.log().reader();
        test.place(TestLog.OTHER, 2, "a");

        hide(2);

        assertEquals(1, reader.read(new Entry[4]));
        assertEquals(List.of("othernode-2"), TestLog.rest(test.replay(test.seen(0), "a")));
    }

    @Test
    void aStreamCanBeginWithIt() {
        hide(1);

        assertEquals(Map.of(TestLog.OTHER, 1L), test.position().seen());
    }

    @Test
    void aHiddenNumberOfANewStreamCountsAsItsName() {
        for (int i = 1; i <= Cursor.MAX_NODES; i++) {
            test.place("node" + (1000 + i), 1, "a");
            test.log().died("node" + (1000 + i));
        }

        hide(1);

        assertEquals(Cursor.MAX_NODES, test.position().seen().size());
        assertEquals(0, test.position().seen("node1001"));
    }
}
