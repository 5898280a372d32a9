package org.fanfare.bench.floor;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Publishes over HTTP: {@code POST /publish?topic=NAME} with the payload as its body. */
@WebServlet("/publish")
public class FloorPublish extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String payload = new String(request.getInputStream().readAllBytes(), UTF_8);
        FloorTopics.publish(request.getParameter("topic"), payload);
        response.setStatus(HttpServletResponse.SC_ACCEPTED);
        response.setContentLength(0);
    }

    @Override
    public void destroy() {
        FloorTopics.forgetAll();
    }
}
