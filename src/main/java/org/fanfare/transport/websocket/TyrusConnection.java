package org.fanfare.transport.websocket;

import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.fanfare.session.Batch;
import org.fanfare.session.Completion;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket of Tyrus, written past its endpoint: whole frames, encoded once for all sessions that get them, go to the writer that
 * Tyrus gives its own frames to, pongs and close frames among them. That writer is a monitor and queues without bound, so it is
 * given one write at a time. It tells the end of a write within its monitor.
 *
 * <p>Loaded where there is Tyrus, and nowhere else.
 */
final class TyrusConnection extends SocketConnection {
    /** The end of a ping: if it could not be written, neither can the heartbeat be that follows it. */
    private static final CompletionHandler<ByteBuffer> IGNORED = new CompletionHandler<>() {};

    private final Writer writer;
    private final Batch.Form form;
    private final Consumer<Throwable> unfit;
    private final CompletionHandler<ByteBuffer> end = new End();
    private volatile Completion underway = failure -> {};

    /**
     * Wraps an open socket.
     *
     * @param unfit told when the writer turns out to be another than this class knows
     */
    TyrusConnection(Session socket, Writer writer, Batch.Form form, Consumer<Throwable> unfit) {
        super(socket);
        this.writer = writer;
        this.form = form;
        this.unfit = unfit;
    }

    @Override
    public void write(Batch batch, Completion done) {
        underway = done;
        Throwable failure = tryWrite(batch.encoded(form), end);
        if (failure != null) {
            done.done(failure);
        }
    }

    @Override
    public void ping() {
        Throwable failure = tryWrite(ServerFrames.ping(), IGNORED);
        if (failure != null) {
            underway.done(failure);
        }
    }

    /** Nothing may follow a close frame (RFC 6455 section 5.5.1); Tyrus' session is closed before it sends its own. */
    private @Nullable Throwable tryWrite(byte[] frames, CompletionHandler<ByteBuffer> told) {
        if (!socket().isOpen()) {
            return new IOException("the socket is closed");
        }
        try {
            writer.write(ByteBuffer.wrap(frames), told);
            return null;
        } catch (RuntimeException closed) {
            return closed;
        } catch (LinkageError another) {
            unfit.accept(another);
            return another;
        }
    }

    /** Passes the end of a batch's write on. */
    private final class End extends CompletionHandler<ByteBuffer> {
        @Override
        public void completed(ByteBuffer written) {
            underway.done(null);
        }

        @Override
        public void failed(Throwable cause) {
            underway.done(cause);
        }

        @Override
        public void cancelled() {
            underway.done(new IOException("the write was cancelled"));
        }
    }
}
