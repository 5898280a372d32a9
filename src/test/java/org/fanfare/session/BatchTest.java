package org.fanfare.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The frames of one write. */
class BatchTest {
    private static final Frame PONG = Frame.answer(Frame.Kind.ANSWER, "{\"a\":1}", null);
    private static final Frame PING = Frame.of(Frame.Kind.HEARTBEAT, "{\"b\":\"\u00e9\"}", "t-1");

    @Test
    void framesAreJoinedByLineFeeds() {
        assertEquals("{\"a\":1}\n{\"b\":\"\u00e9\"}", new Batch(List.of(PONG, PING)).joined());
        assertSame(PONG.text(), new Batch(List.of(PONG)).joined());
    }

    @Test
    void aFormEncodesABatchOnce() {
        AtomicInteger encodings = new AtomicInteger();
        Batch.Form form = batch -> {
            encodings.incrementAndGet();
            return batch.joined().getBytes(StandardCharsets.UTF_8);
        };
        Batch.Form another = batch -> new byte[0];
        Batch batch = new Batch(List.of(PONG));

        assertSame(batch.encoded(form), batch.encoded(form));
        assertEquals(1, encodings.get());
        assertNotSame(batch.encoded(form), batch.encoded(another));
        assertEquals(0, batch.encoded(another).length);
    }

    @Test
    void knowsItsAnswersAndHeartbeats() {
        Batch batch = new Batch(List.of(PONG, PING, PONG));

        assertEquals(2, batch.answers());
        assertTrue(batch.hasHeartbeat());
        assertFalse(new Batch(List.of(PONG)).hasHeartbeat());
    }

    @Test
    void bytesAreThoseOfUtf8() {
        assertEquals(PING.text().getBytes(StandardCharsets.UTF_8).length, PING.bytes());
        String text = "\"\u00e9\u20ac\ud83d\ude00\"";
        assertEquals(
                text.getBytes(StandardCharsets.UTF_8).length,
                Frame.answer(Frame.Kind.ANSWER, text, null).bytes());
    }
}
