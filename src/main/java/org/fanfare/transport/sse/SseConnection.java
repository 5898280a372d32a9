package org.fanfare.transport.sse;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import org.fanfare.protocol.CloseCode;
import org.fanfare.session.Batch;
import org.fanfare.session.Completion;
import org.fanfare.session.Connection;
import org.jspecify.annotations.Nullable;

/** An event stream as a connection, by the servlet's non-blocking output. One lock; completions are told outside of it. */
final class SseConnection implements Connection, WriteListener {
    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Batch.Form form;
    private final Runnable gone;

    @GuardedBy("this")
    private boolean started;

    @GuardedBy("this")
    private boolean closed;

    @GuardedBy("this")
    private byte @Nullable [] waiting;

    @GuardedBy("this")
    private @Nullable Completion underway;

    /**
     * Wraps a response whose headers are set.
     *
     * @param gone told when the client has left
     */
    SseConnection(AsyncContext context, ServletOutputStream out, Batch.Form form, Runnable gone) {
        this.context = context;
        this.out = out;
        this.form = form;
        this.gone = gone;
    }

    @Override
    public void write(Batch batch, Completion done) {
        byte[] bytes = batch.encoded(form);
        Throwable failure = null;
        synchronized (this) {
            if (closed) {
                failure = new IOException("the stream is closed");
            } else {
                underway = done;
                waiting = bytes;
                if (!started) {
                    return;
                }
                try {
                    if (!writeOn()) {
                        return;
                    }
                } catch (IOException | RuntimeException e) {
                    failure = e;
                }
                underway = null;
            }
        }
        done.done(failure);
    }

    /** Writes what waits, and tells whether the container has taken all of it. */
    @GuardedBy("this")
    private boolean writeOn() throws IOException {
        if (!out.isReady()) {
            return false;
        }
        byte[] bytes = waiting;
        if (bytes != null) {
            waiting = null;
            out.write(bytes);
            if (out.isReady()) {
                out.flush();
            }
        }
        return out.isReady();
    }

    @Override
    public void onWritePossible() {
        Completion done;
        Throwable failure = null;
        synchronized (this) {
            started = true;
            done = underway;
            if (done == null || closed) {
                return;
            }
            try {
                if (!writeOn()) {
                    return;
                }
            } catch (IOException | RuntimeException e) {
                failure = e;
            }
            underway = null;
        }
        done.done(failure);
    }

    @Override
    public void onError(Throwable cause) {
        gone.run();
    }

    @Override
    public void ping() {
        // The heartbeat event is the only sign of life that a stream has.
    }

    @Override
    public boolean hearsClient() {
        return false;
    }

    @Override
    public boolean isOver() {
        return false;
    }

    @Override
    public boolean needsCursors() {
        return true;
    }

    @Override
    public void close(CloseCode code, String reason) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            waiting = null;
        }
        try {
            context.complete();
        } catch (RuntimeException over) {
            SseLog.completeFailed(over);
        }
    }

    @Override
    public void abort() {
        // Closing has freed all there was.
    }
}
