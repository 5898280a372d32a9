package org.fanfare.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.Handling;
import org.fanfare.event.Publication;
import org.fanfare.topic.Topic;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R26: presence, and words that are worth nothing later, take a number and are not replayed")
class R26UnretainedEventTest {
    private final TestLog test = TestLog.retaining(1);

    private Event ephemeral(long seq) {
        return new Event(
                new EventId(TestLog.OTHER, seq),
                new Publication(new Topic("a"), "typing", "1", null, null, null, null, Handling.word("sender", true)),
                0);
    }

    private Event presence(long seq) {
        return new Event(new EventId(TestLog.OTHER, seq), Publication.ofPresence("[]"), 0);
    }

    @Test
    void whoReadsLiveSeesAnEphemeralWord() {
        LogReader reader = test.log().reader();
        Event word = ephemeral(1);

        assertTrue(test.log().place(word));

        Entry[] entries = new Entry[4];
        assertEquals(1, reader.read(entries));
        assertSame(word, entries[0].event());
        assertEquals(0, test.log().bytes());
    }

    @Test
    void itIsNotReplayedAndNotMissed() {
        test.log().place(ephemeral(1));
        test.place(TestLog.OTHER, 2, "a");
        test.log().place(ephemeral(3));
        test.log().place(presence(4));

        assertEquals(List.of("othernode-2"), TestLog.rest(test.replay(test.seen(0), "a")));
        assertEquals(List.of(), test.lost(test.seen(0), "a"));
        assertEquals(4, test.position().seen(TestLog.OTHER));
    }

    @Test
    void itTakesNoOtherEventsPlace() {
        test.place(TestLog.OTHER, 1, "a");

        for (long seq = 2; seq < 10; seq++) {
            test.log().place(ephemeral(seq));
        }

        assertEquals(List.of("othernode-1"), TestLog.rest(test.replay(test.seen(0), "a")));
    }

    @Test
    void readersPassPresenceAndLearnItsNumber() {
        LogReader reader = test.log().reader();
        test.log().place(presence(1));

        Entry[] entries = new Entry[4];

        assertEquals(1, reader.read(entries));
        assertNull(entries[0].event());
        assertEquals(new EventId(TestLog.OTHER, 1), entries[0].hidden());
        assertFalse(test.log().place(presence(1)));
    }

    @Test
    void aNodeThatJoinsDoesNotGetIt() {
        test.log().place(ephemeral(1));
        test.log().place(presence(2));

        assertEquals(List.of(), test.log().snapshot().events());
        assertEquals(2, test.log().snapshot().streams().get(0).last());
    }
}
