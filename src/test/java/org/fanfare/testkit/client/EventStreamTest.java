package org.fanfare.testkit.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.fanfare.testkit.client.EventStream.Dispatched;
import org.junit.jupiter.api.Test;

/** The event stream reader, so that what the tests say about the server is about the server. */
class EventStreamTest {
    private static final String STREAM = """
            \uFEFFretry: 2000
            event: welcome
            id: a
            data: {}

            : a comment

            id: b\r
            data: grün\r
            data:two\r
            \r
            data: old id\r\revent: lost

            id
            data

            """;
    private static final List<Dispatched> EVENTS = List.of(
            new Dispatched("welcome", "{}", "a", true, 2000),
            new Dispatched("message", "grün\ntwo", "b", true, 2000),
            new Dispatched("message", "old id", "b", false, 2000),
            new Dispatched("message", "", "", true, 2000));

    @Test
    void aStreamReadsTheSameHoweverItIsCut() {
        byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
        for (int size = 1; size <= bytes.length; size++) {
            List<Dispatched> events = new ArrayList<>();
            EventStream stream = new EventStream(events::add);
            for (int from = 0; from < bytes.length; from += size) {
                stream.feed(ByteBuffer.wrap(bytes, from, Math.min(size, bytes.length - from)));
            }

            assertEquals(EVENTS, events, "in pieces of " + size);
        }
    }
}
