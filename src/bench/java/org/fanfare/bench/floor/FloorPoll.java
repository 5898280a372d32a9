package org.fanfare.bench.floor;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The bare long-poll of one topic: {@code GET /poll?topic=NAME} answers at once with the present number, and with {@code &since=NUMBER} when
 * there is something after it. All who wait for a message get the same bytes.
 */
@WebServlet(urlPatterns = "/poll", asyncSupported = true)
public class FloorPoll extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        FloorTopic topic = FloorTopics.subscribed(request.getParameter("topic"));
        @Nullable String since = request.getParameter("since");
        if (since == null) {
            answer(response, FloorMessage.pollAnswer(topic.last(), "").getBytes(UTF_8));
            return;
        }
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        String missed = topic.waitOrAnswer(Long.parseLong(since), new Waiting(async));
        if (!missed.isEmpty()) {
            answer(response, missed.getBytes(UTF_8));
            async.complete();
        }
    }

    private static void answer(HttpServletResponse response, byte[] body) throws IOException {
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** One poll that waits; answered once, by the publisher's thread. */
    private record Waiting(AsyncContext async) implements FloorTopic.Listener {
        @Override
        public void send(FloorMessage message) {
            try {
                answer((HttpServletResponse) async.getResponse(), message.answer());
            } catch (IOException e) {
                FloorTopic.FAILURES.increment();
            }
            async.complete();
        }
    }
}
