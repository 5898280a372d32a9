package org.fanfare.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicInteger;
import org.fanfare.topic.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTest {
    @Test
    void theWireTextIsEncodedOnceHoweverManyReadIt() {
        AtomicInteger encoded = new AtomicInteger();
        Event event = new Event(new EventId("k3f9q2ab", 1), Publication.of(new Topic("a"), "1"), 0);

        String first = event.wireText(e -> e.payload() + encoded.incrementAndGet());
        String second = event.wireText(e -> e.payload() + encoded.incrementAndGet());

        assertEquals("11", first);
        assertSame(first, second);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            k3f9q2ab      , 0
            k3f9q2ab      , -1
            k3f9q2a       , 1
            abcdefghijklm , 1
            K3F9Q2AB      , 1
            k3f9_2ab      , 1
            ''            , 1
            """)
    void whatIsNoEventIdIsRefused(String node, long seq) {
        assertThrows(IllegalArgumentException.class, () -> new EventId(node, seq));
    }
}
