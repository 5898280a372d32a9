package org.fanfare.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R16: a peer is answered with what is still held of a stream, by number")
class R16RetainedStreamTest {
    private final TestLog test = TestLog.retaining(2);

    private List<String> held(long from, long to) {
        List<Event> events = test.log().retained(TestLog.OTHER, from, to);
        return events.stream().map(event -> event.id().toString()).toList();
    }

    @Test
    void numbersOfAllTopicsComeInTheirOrder() {
        test.place(TestLog.OTHER, 1, "a");
        test.place(TestLog.OTHER, 2, "b");
        test.publish("c");
        test.place(TestLog.OTHER, 3, "a");
        test.place(TestLog.OTHER, 4, "b");

        assertEquals(List.of("othernode-1", "othernode-2", "othernode-3", "othernode-4"), held(1, 9));
        assertEquals(List.of("othernode-2", "othernode-3"), held(2, 3));
        assertEquals(List.of(), held(5, 9));
    }

    @Test
    void whatWasEvictedLostOrHiddenIsNotHeld() {
        for (int seq = 1; seq <= 3; seq++) {
            test.place(TestLog.OTHER, seq, "a");
        }
        test.log().lose(new LostRange(TestLog.OTHER, 4, 5));
        test.log().hide(new EventId(TestLog.OTHER, 6));

        assertEquals(List.of("othernode-2", "othernode-3"), held(1, 6));
        assertEquals(List.of(), test.log().retained("stranger", 1, 6));
    }
}
