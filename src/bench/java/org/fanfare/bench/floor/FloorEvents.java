package org.fanfare.bench.floor;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The bare SSE stream of one topic, {@code GET /events?topic=NAME}: the publisher's thread writes each event's shared bytes and flushes. */
@WebServlet(urlPatterns = "/events", asyncSupported = true)
public class FloorEvents extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final byte[] WELCOME = "event: welcome\ndata: {}\n\n".getBytes(UTF_8);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        response.setContentType("text/event-stream");
        response.setBufferSize(1024);
        ServletOutputStream out = response.getOutputStream();
        FloorTopic topic = FloorTopics.subscribed(request.getParameter("topic"));
        out.write(WELCOME);
        out.flush();
        topic.add(new Stream(topic, async, out));
    }

    /** One open stream. Written to only by the one thread that publishes on the topic. */
    private record Stream(FloorTopic topic, AsyncContext async, ServletOutputStream out)
            implements FloorTopic.Listener {
        @Override
        public void send(FloorMessage message) {
            try {
                out.write(message.event());
                out.flush();
            } catch (IOException e) {
                FloorTopic.FAILURES.increment();
                topic.remove(this);
                async.complete();
            }
        }
    }
}
