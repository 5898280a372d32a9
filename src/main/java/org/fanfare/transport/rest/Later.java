package org.fanfare.transport.rest;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A reply that may be known only after the resource has returned. Then its request is suspended, not before: JAX-RS would suspend each
 * request, which costs more than the rest of a publish. Thread-safe.
 */
final class Later {
    private static final String ATTRIBUTE = Later.class.getName();

    @GuardedBy("this")
    private @Nullable Reply reply;

    @GuardedBy("this")
    private @Nullable Consumer<Reply> suspended;

    /** The reply that a request waits for after its resource has returned, or null. */
    static @Nullable Later of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Later later ? later : null;
    }

    /** Gives the reply; once. */
    void give(Reply given) {
        Consumer<Reply> waiting;
        synchronized (this) {
            reply = given;
            waiting = suspended;
        }
        if (waiting != null) {
            waiting.accept(given);
        }
    }

    /** What the resource returns: the reply, or an empty response in the place of one that comes later. */
    Response response(HttpServletRequest request) {
        Reply known;
        synchronized (this) {
            known = reply;
        }
        if (known != null) {
            return known.response();
        }
        request.setAttribute(ATTRIBUTE, this);
        return Response.accepted().build();
    }

    /**
     * Waits for the reply.
     *
     * @param answer takes it, now or later on any thread, which it must not block
     */
    void suspend(Consumer<Reply> answer) {
        Reply known;
        synchronized (this) {
            suspended = answer;
            known = reply;
        }
        if (known != null) {
            answer.accept(known);
        }
    }
}
