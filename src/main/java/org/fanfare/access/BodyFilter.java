package org.fanfare.access;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.fanfare.protocol.Problem;

/** Serves a request at once if its body is there, else when it is dispatched again with it: no thread waits for a body. */
@SuppressWarnings("NullAway.Init") // the container injects before the first request
public class BodyFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Inject
    transient BodyLimits limits;

    private final AtomicLong heldBytes = new AtomicLong();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean comes = request.getDispatcherType() == DispatcherType.REQUEST && BodyReader.isNeeded(request);
        if (comes && request.getContentLengthLong() > limits.maxBytes()) {
            answer(BodyReader.tooLarge(limits), response);
        } else if (comes) {
            BodyReader.begin(request, response, limits, heldBytes);
        } else if (request.getAttribute(BodyReader.REFUSAL) instanceof Problem problem) {
            answer(problem, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void answer(Problem problem, HttpServletResponse response) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        Long seconds = problem.retryAfterSeconds();
        if (seconds != null) {
            response.setHeader("Retry-After", seconds.toString());
        }
        response.getOutputStream().print(problem.text());
    }
}
