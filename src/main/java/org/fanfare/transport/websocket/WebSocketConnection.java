package org.fanfare.transport.websocket;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.fanfare.session.Batch;
import org.fanfare.session.Completion;
import org.fanfare.session.Frame;

/** A WebSocket as a connection. The container queues without bound, so it is given one write at a time. */
final class WebSocketConnection extends SocketConnection implements SendHandler {
    private static final SendHandler IGNORED = result -> {};

    private final RemoteEndpoint.Async remote;
    private final boolean batches;
    private volatile Completion underway = failure -> {};

    /**
     * Wraps an open socket.
     *
     * @param batches whether a frame may hold several messages
     */
    WebSocketConnection(jakarta.websocket.Session socket, boolean batches) {
        super(socket);
        this.batches = batches;
        this.remote = socket.getAsyncRemote();
    }

    @Override
    public void write(Batch batch, Completion done) {
        underway = done;
        try {
            if (batches) {
                remote.sendText(batch.joined(), this);
                return;
            }
            List<Frame> frames = batch.frames();
            int last = frames.size() - 1;
            for (int i = 0; i < last; i++) {
                remote.sendText(frames.get(i).text(), IGNORED);
            }
            remote.sendText(frames.get(last).text(), this);
        } catch (RuntimeException closed) {
            done.done(closed);
        }
    }

    @Override
    public void onResult(SendResult result) {
        underway.done(result.isOK() ? null : failureOf(result));
    }

    private static Throwable failureOf(SendResult result) {
        Throwable failure = result.getException();
        return failure == null ? new IOException("the write failed") : failure;
    }

    @Override
    public void ping() {
        try {
            remote.sendPing(ByteBuffer.allocate(0));
        } catch (IOException | RuntimeException closed) {
            underway.done(closed);
        }
    }
}
