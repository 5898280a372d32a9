package org.fanfare.access;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.fanfare.protocol.ErrorCode;
import org.fanfare.protocol.Problem;

/**
 * Reads one request's body while no thread waits for it, and has the request served then. A body that comes slowly, or never,
 * would otherwise hold one of the few threads that serve all others (CWE-400). The container calls it, one call at a time.
 */
final class BodyReader implements ReadListener, AsyncListener {
    /** The attribute of a request that holds its {@link Problem}, if its body cannot be taken. */
    static final String REFUSAL = BodyReader.class.getName() + ".refusal";

    private static final int PIECE_BYTES = 8192;
    private static final long RETRY_MILLIS = 5000;

    private final AsyncContext context;
    private final ReadRequest request;
    private final ServletInputStream in;
    private final BodyLimits limits;
    private final AtomicLong held;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean ended;

    private BodyReader(
            AsyncContext context, ReadRequest request, ServletInputStream in, BodyLimits limits, AtomicLong held) {
        this.context = context;
        this.request = request;
        this.in = in;
        this.limits = limits;
        this.held = held;
    }

    /** Whether a part of the request's body has still to come. */
    static boolean isNeeded(HttpServletRequest request) throws IOException {
        long length = request.getContentLengthLong();
        boolean none = length == 0 || (length < 0 && request.getHeader("Transfer-Encoding") == null);
        return !none && (length < 0 || request.getInputStream().available() < length);
    }

    /**
     * Begins to read; the request is dispatched again with its body once that is there, or with a {@link #REFUSAL}.
     *
     * @param held how many bytes all readers hold together
     */
    static void begin(HttpServletRequest request, HttpServletResponse response, BodyLimits limits, AtomicLong held)
            throws IOException {
        ServletInputStream in = request.getInputStream();
        ReadRequest read = new ReadRequest(request);
        AsyncContext context = request.startAsync(read, response);
        context.setTimeout(limits.maxTime().toMillis());
        BodyReader reader = new BodyReader(context, read, in, limits, held);
        context.addListener(reader);
        in.setReadListener(reader);
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        while (!ended && in.isReady()) {
            int count = in.read(piece);
            if (count < 0) {
                return;
            }
            body.write(piece, 0, count);
            boolean full = held.addAndGet(count) > limits.maxHeldBytes();
            if (body.size() > limits.maxBytes()) {
                refuse(tooLarge(limits));
            } else if (full) {
                refuse(Problem.of(
                        ErrorCode.UNAVAILABLE, "too many bodies are on their way; send it later", RETRY_MILLIS));
            }
        }
    }

    static Problem tooLarge(BodyLimits limits) {
        return Problem.of(
                ErrorCode.TOO_LARGE, "the body is too large; send at most " + limits.maxBytes() + " bytes", null);
    }

    private void refuse(Problem problem) {
        request.setAttribute(REFUSAL, problem);
        if (end()) {
            context.dispatch();
        }
    }

    @Override
    public void onAllDataRead() {
        if (end()) {
            request.body(body.toByteArray());
            context.dispatch();
        }
    }

    @Override
    public void onError(Throwable failure) {
        complete();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        complete();
    }

    private void complete() {
        if (end()) {
            context.complete();
        }
    }

    private boolean end() {
        if (ended) {
            return false;
        }
        ended = true;
        held.addAndGet(-body.size());
        return true;
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        complete();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // The request is being served: this reader has ended.
    }
}
