package org.fanfare.transport.rest;

import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;

/** Suspends a request whose reply is not known when its resource returns, and answers it when it is. */
@SuppressWarnings("NullAway.Init") // the container injects before the first request
public class LaterFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Inject
    transient Answers answers;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
        Later later = Later.of(request);
        if (later != null) {
            AsyncContext context = request.startAsync();
            context.setTimeout(0);
            later.suspend(reply -> answer(context, reply));
        }
    }

    private void answer(AsyncContext context, Reply reply) {
        try {
            answers.threads().execute(() -> write(context, reply));
        } catch (RejectedExecutionException full) {
            write(context, reply);
        }
    }

    private static void write(AsyncContext context, Reply reply) {
        try {
            reply.writeTo((HttpServletResponse) context.getResponse());
        } catch (IOException | RuntimeException gone) {
            RestLog.gone(gone);
        } finally {
            context.complete();
        }
    }
}
