package org.fanfare.transport.websocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.fanfare.protocol.CloseCode;
import org.fanfare.session.Batch;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A WebSocket that is written past Tyrus' endpoint. */
class TyrusConnectionTest {
    private static final Batch BATCH = Batches.of("a", "b");

    private final FakeSocket socket = new FakeSocket();
    private final FakeWriter writer = new FakeWriter();
    private final List<Throwable> unfit = new ArrayList<>();
    private final TyrusConnection connection =
            new TyrusConnection(socket.session, writer, ServerFrames.EACH, unfit::add);
    private final List<@Nullable Throwable> ends = new ArrayList<>();

    @Test
    void aBatchIsOneWriteOfSharedBytes() {
        connection.write(BATCH, ends::add);

        assertEquals(1, writer.written.size());
        assertSame(BATCH.encoded(ServerFrames.EACH), writer.written.get(0).array());
        assertEquals(List.of(), ends);
    }

    @Test
    void theEndOfAWriteIsTold() {
        connection.write(BATCH, ends::add);

        writer.end.completed(ByteBuffer.allocate(0));

        assertEquals(1, ends.size());
        assertNull(ends.get(0));
    }

    @Test
    void aFailedWriteIsTold() {
        IOException broken = new IOException("Broken pipe");
        connection.write(BATCH, ends::add);

        writer.end.failed(broken);

        assertSame(broken, ends.get(0));
    }

    @Test
    void aCancelledWriteIsAFailedOne() {
        connection.write(BATCH, ends::add);

        writer.end.cancelled();

        assertInstanceOf(IOException.class, ends.get(0));
    }

    @Test
    void nothingIsWrittenAfterAClose() {
        socket.open = false;

        connection.write(BATCH, ends::add);

        assertEquals(List.of(), writer.written);
        assertInstanceOf(IOException.class, ends.get(0));
    }

    @Test
    void aWriterThatThrowsFailsTheWrite() {
        writer.fault = new IllegalStateException("recycled");

        connection.write(BATCH, ends::add);

        assertSame(writer.fault, ends.get(0));
        assertEquals(List.of(), unfit);
    }

    @Test
    void aWriterOfAnotherMakeEndsTheDirectWay() {
        writer.fault = new AbstractMethodError("write");

        connection.write(BATCH, ends::add);

        assertSame(writer.fault, ends.get(0));
        assertEquals(List.of(writer.fault), unfit);
    }

    @Test
    void aPingIsWrittenByTheSameWriter() {
        connection.ping();

        assertArrayEquals(ServerFrames.ping(), writer.written.get(0).array());
        writer.end.failed(new IOException("told by the write that follows"));
        assertEquals(List.of(), ends);
    }

    @Test
    void theContainerClosesTheSocket() {
        connection.close(CloseCode.TOO_SLOW, "too slow");

        assertEquals(4008, socket.closes.get(0).getCloseCode().getCode());
        assertEquals("too slow", socket.closes.get(0).getReasonPhrase());
    }

    private static final class FakeWriter extends Writer {
        private final List<ByteBuffer> written = new ArrayList<>();
        private CompletionHandler<ByteBuffer> end = new CompletionHandler<>() {};
        private @Nullable Throwable fault;

        @Override
        public void write(ByteBuffer buffer, CompletionHandler<ByteBuffer> handler) {
            if (fault instanceof Error error) {
                throw error;
            }
            if (fault instanceof RuntimeException exception) {
                throw exception;
            }
            written.add(buffer);
            end = handler;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
