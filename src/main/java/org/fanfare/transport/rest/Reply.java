package org.fanfare.transport.rest;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.fanfare.hub.PublishOutcome;
import org.fanfare.protocol.Problem;
import org.fanfare.protocol.ProtocolException;
import org.fanfare.protocol.PublishResult;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request, by whichever way it goes out.
 *
 * @param type the media type of the text
 * @param retryAfterSeconds when to ask again, or null
 */
record Reply(int status, String type, String text, @Nullable Long retryAfterSeconds) {

    static Reply json(int status, String text) {
        return new Reply(status, MediaType.APPLICATION_JSON, text, null);
    }

    /** That it is done, and there is nothing to say. */
    static Reply nothing() {
        return new Reply(Response.Status.NO_CONTENT.getStatusCode(), "", "", null);
    }

    /** The answer to what was published, or said in a room. */
    static Reply of(PublishOutcome outcome) {
        if (outcome instanceof PublishOutcome.Refused refused) {
            return refused(refused.why());
        }
        PublishOutcome.Published published = (PublishOutcome.Published) outcome;
        return json(
                Response.Status.ACCEPTED.getStatusCode(),
                PublishResult.single(published.id(), published.duplicate()).text());
    }

    /** The answer to a request that was refused. */
    static Reply refused(ProtocolException why) {
        Problem problem = Problem.of(why);
        return new Reply(problem.status(), Problem.MEDIA_TYPE, problem.text(), problem.retryAfterSeconds());
    }

    Response response() {
        if (text.isEmpty()) {
            return Response.status(status).build();
        }
        Response.ResponseBuilder response = Response.status(status).entity(text).type(type);
        return (retryAfterSeconds == null ? response : response.header("Retry-After", retryAfterSeconds)).build();
    }

    /** Writes it to a response of which nothing is written yet. */
    void writeTo(HttpServletResponse response) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        if (text.isEmpty()) {
            return;
        }
        response.setContentType(type);
        response.setContentLength(body.length);
        if (retryAfterSeconds != null) {
            response.setHeader("Retry-After", retryAfterSeconds.toString());
        }
        response.getOutputStream().write(body);
    }
}
