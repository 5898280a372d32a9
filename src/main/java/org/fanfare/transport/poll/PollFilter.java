package org.fanfare.transport.poll;

import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fanfare.protocol.Problem;
import org.fanfare.protocol.ProtocolException;

/**
 * Takes polls before JAX-RS does, which would cost as much again as the rest of a poll. Whatever it does not take goes on to
 * {@link PollResource}, which answers the same.
 */
@SuppressWarnings("NullAway.Init") // the container injects before the first request
public class PollFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Inject
    transient Polls polls;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!polls.isDirect() || !request.getMethod().equals("GET")) {
            chain.doFilter(request, response);
            return;
        }
        try {
            Polls.Wanted wanted = polls.read(query(request), request.getHeader(Polls.MEMBER_HEADER));
            AsyncContext context = request.startAsync();
            context.setTimeout(0);
            polls.open(wanted, context);
        } catch (ProtocolException refused) {
            refuse(response, Problem.of(refused));
        }
    }

    private static Map<String, List<String>> query(HttpServletRequest request) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> query.put(name, List.of(values)));
        return query;
    }

    private static void refuse(HttpServletResponse response, Problem problem) throws IOException {
        byte[] body = problem.text().getBytes(StandardCharsets.UTF_8);
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.setContentLength(body.length);
        Long seconds = problem.retryAfterSeconds();
        if (seconds != null) {
            response.setHeader("Retry-After", seconds.toString());
        }
        response.getOutputStream().write(body);
    }
}
