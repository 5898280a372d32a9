package org.fanfare.transport.poll;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.fanfare.protocol.CloseCode;
import org.fanfare.protocol.PollAnswer;
import org.fanfare.session.Batch;
import org.fanfare.session.Completion;
import org.fanfare.session.Connection;
import org.fanfare.session.Frame;
import org.jspecify.annotations.Nullable;

/**
 * One poll as a connection: it collects what comes until there is something to answer with, and is over then. The frames come from
 * the session's shard; the answer is written by the container's non-blocking output.
 */
final class PollConnection implements Connection, WriteListener {
    /** The answer to all who wait for the same events. */
    private static final Batch.Form FORM = PollConnection::answerOf;

    private final AsyncContext context;
    private final HttpServletResponse response;
    private final PollLimits limits;
    private final boolean waits;
    private final List<String> events = new ArrayList<>(1);
    private @Nullable String gap;
    private @Nullable String cursor;
    private int bytes;
    private boolean caughtUp;
    private volatile boolean over;

    @GuardedBy("this")
    private byte @Nullable [] body;

    /**
     * Wraps a suspended request. The response is the container's own: one injected into a resource is bound to its thread.
     *
     * @param waits whether to wait for a first event if there is none
     */
    PollConnection(AsyncContext context, PollLimits limits, boolean waits) {
        this.context = context;
        this.response = (HttpServletResponse) context.getResponse();
        this.limits = limits;
        this.waits = waits;
    }

    @Override
    public void write(Batch batch, Completion done) {
        if (isWhole(batch)) {
            answer(batch.encoded(FORM));
            done.done(null);
            return;
        }
        for (Frame frame : batch.frames()) {
            if (over) {
                break;
            }
            take(frame);
        }
        if (!over && caughtUp && (!waits || !events.isEmpty() || gap != null)) {
            answer(false);
        }
        done.done(null);
    }

    /** Whether a batch is all that a poll gets: live events, or a replay that fits into one answer, up to its end. */
    private boolean isWhole(Batch batch) {
        if (!events.isEmpty() || gap != null || batch.frames().size() > limits.maxEvents()) {
            return false;
        }
        return caughtUp ? batch.isEvents() : batch.isReplay() && batch.bytes() < limits.maxBytes();
    }

    private static byte[] answerOf(Batch batch) {
        List<Frame> frames = batch.frames();
        String last = frames.get(frames.size() - 1).cursor();
        List<String> texts = frames.stream()
                .filter(frame -> frame.kind() == Frame.Kind.EVENT)
                .map(Frame::text)
                .toList();
        return new PollAnswer(last == null ? "" : last, texts, null, false)
                .text()
                .getBytes(StandardCharsets.UTF_8);
    }

    private void take(Frame frame) {
        if (frame.cursor() != null) {
            cursor = frame.cursor();
        }
        switch (frame.kind()) {
            case EVENT -> {
                events.add(frame.text());
                bytes += frame.bytes();
                if (events.size() >= limits.maxEvents() || bytes >= limits.maxBytes()) {
                    answer(true);
                }
            }
            case GAP -> gap = gap == null ? frame.text() : PollAnswer.wholeGap(frame.text());
            case ACK -> caughtUp = true;
            case HEARTBEAT -> answer(false);
            case GOODBYE -> answer(!caughtUp);
            default -> {}
        }
    }

    private void answer(boolean more) {
        String text = new PollAnswer(cursor == null ? "" : cursor, events, gap, more).text();
        answer(text.getBytes(StandardCharsets.UTF_8));
    }

    private void answer(byte[] utf8) {
        over = true;
        try {
            response.setContentType("application/json");
            response.setHeader("Cache-Control", "no-store");
            response.setContentLength(utf8.length);
            synchronized (this) {
                body = utf8;
            }
            response.getOutputStream().setWriteListener(this);
        } catch (IOException | RuntimeException gone) {
            complete();
        }
    }

    @Override
    public void onWritePossible() throws IOException {
        ServletOutputStream out = response.getOutputStream();
        synchronized (this) {
            byte[] next = body;
            if (next != null) {
                body = null;
                out.write(next);
            }
            if (!out.isReady()) {
                return;
            }
        }
        complete();
    }

    @Override
    public void onError(Throwable cause) {
        complete();
    }

    private void complete() {
        try {
            context.complete();
        } catch (RuntimeException again) {
            PollLog.completeFailed(again);
        }
    }

    @Override
    public void ping() {
        // A poll ends before anybody would miss a sign of life.
    }

    @Override
    public boolean hearsClient() {
        return false;
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public boolean needsCursors() {
        return true;
    }

    @Override
    public void close(CloseCode code, String reason) {
        if (!over) {
            over = true;
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setHeader("Retry-After", "1");
            complete();
        }
    }

    @Override
    public void abort() {
        // Closing has freed all there was.
    }
}
