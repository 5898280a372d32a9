package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.fanfare.event.Event;
import org.junit.jupiter.api.Test;

/** R16: the newest events of other nodes are held until every peer has them, within a bound over all streams. */
class RecentTest {
    private static final long EVENT_BYTES = Sizes.of(event("streamaa", 1));

    private final Recent recent = new Recent(10 * EVENT_BYTES);

    @Test
    void itAnswersByStreamAndNumber() {
        add("streamaa", 5, 7);
        add("streambb", 1, 2);

        assertEquals(List.of("streamaa-6 a", "streamaa-7 a"), held("streamaa", 6, 9));
        assertEquals(List.of(), held("otherone", 1, 9));
    }

    @Test
    void whatEverybodyHasIsLetGo() {
        add("streamaa", 1, 4);

        recent.dropUpTo("streamaa", 3);
        assertEquals(List.of("streamaa-4 a"), held("streamaa", 1, 9));
        recent.dropUpTo("streamaa", Long.MAX_VALUE - 1);

        assertEquals(List.of(), recent.streams());
    }

    @Test
    void pastTheBoundTheOldestOfTheLargestStreamGo() {
        add("streamaa", 1, 8);
        add("streambb", 1, 5);

        assertEquals(List.of("streamaa-4 a"), held("streamaa", 1, 4));
        assertEquals(5, held("streambb", 1, 9).size());
    }

    @Test
    void anEventLargerThanTheBoundIsNotHeld() {
        recent.add(SteppedMember.event("streamaa", 1, "\"" + "x".repeat(10_000) + "\""));

        assertEquals(List.of(), held("streamaa", 1, 1));
    }

    @Test
    void aStreamThatWasLetGoBeginsAnew() {
        add("streamaa", 1, 2);
        recent.dropUpTo("streamaa", 2);

        add("streamaa", 3, 3);
        assertEquals(List.of("streamaa-3 a"), held("streamaa", 1, 9));
        recent.clear();

        assertTrue(recent.streams().isEmpty());
        add("streamaa", 9, 20);
        assertEquals(10, held("streamaa", 1, 99).size());
    }

    private void add(String stream, long from, long to) {
        for (long seq = from; seq <= to; seq++) {
            recent.add(event(stream, seq));
        }
    }

    private static Event event(String stream, long seq) {
        return SteppedMember.event(stream, seq, "1");
    }

    private List<String> held(String stream, long from, long to) {
        List<Event> held = new ArrayList<>();
        recent.copy(stream, from, to, held);
        return held.stream().map(Event::toString).toList();
    }
}
