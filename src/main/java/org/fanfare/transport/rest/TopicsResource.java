package org.fanfare.transport.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import org.fanfare.event.Cursor;
import org.fanfare.event.Publication;
import org.fanfare.event.PublishKey;
import org.fanfare.hub.Hub;
import org.fanfare.hub.Past;
import org.fanfare.protocol.ErrorCode;
import org.fanfare.protocol.HistoryAnswer;
import org.fanfare.protocol.MessageDecoder;
import org.fanfare.protocol.Names;
import org.fanfare.protocol.ProtocolException;
import org.fanfare.protocol.TraceParent;
import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/** Publishes to a topic, looks back at one, and tells who is there. A topic may hold {@code /}, so its path is read here. */
@Path("topics/{path: .+}")
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container injects before the first request
public class TopicsResource {
    /** All anonymous publishers over HTTP share the scope of their keys, because nothing tells them apart. */
    private static final String ANONYMOUS = "~http";

    private static final String HISTORY = "/history";
    private static final String PRESENCE = "/presence";
    private static final int DEFAULT_LIMIT = 100;

    @Inject
    Hub hub;

    /** Publishes the body; answers once it is known what became of it. */
    @POST
    public Response publish(
            @PathParam("path") String path,
            @QueryParam("event") @Nullable String kind,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("traceparent") @Nullable String traceparent,
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request,
            InputStream body)
            throws IOException {
        Topic topic = topic(path, uri);
        int maxBytes = hub.limits().request().payloadBytes();
        String payload = Body.payload(body, headers.getMediaType(), maxBytes);
        hub.limits().request().checkPayload(payload);
        String checkedKey = Names.key("Idempotency-Key", key);
        Publication publication = new Publication(
                topic,
                Names.kind(kind),
                payload,
                null,
                TraceParent.traceId(traceparent),
                null,
                checkedKey == null ? null : new PublishKey(ANONYMOUS, checkedKey));
        Later reply = new Later();
        hub.publish(publication, outcome -> reply.give(Reply.of(outcome)));
        return reply.response(request);
    }

    /** Past events, or who is there. */
    @GET
    public Response look(
            @PathParam("path") String path,
            @Context UriInfo uri,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("since") @Nullable String since,
            @QueryParam("counts") @Nullable String counts,
            @QueryParam("after") @Nullable String after) {
        if (path.endsWith(HISTORY)) {
            return history(topic(path.substring(0, path.length() - HISTORY.length()), uri), limit, since);
        }
        if (path.endsWith(PRESENCE)) {
            Topic topic = topic(path.substring(0, path.length() - PRESENCE.length()), uri);
            String listedAfter = after == null || after.isEmpty() ? null : after;
            return fresh(hub.rooms()
                    .presence(null, topic, null, "true".equals(counts), listedAfter)
                    .body());
        }
        throw new ProtocolException(
                ErrorCode.NOT_FOUND,
                "there is nothing here; past events are at topics/TOPIC/history, who is there at topics/TOPIC/presence");
    }

    private Response history(Topic topic, @Nullable String limit, @Nullable String since) {
        Cursor cursor = since == null || since.isEmpty() ? null : Names.cursor(since);
        Past past = hub.history(topic, limit(limit), cursor);
        String text = HistoryAnswer.text(topic, past.events(), past.cursor().toString(), past.more(), past.gap());
        return fresh(text);
    }

    private static Response fresh(String text) {
        return Response.ok(text, MediaType.APPLICATION_JSON_TYPE)
                .header("Cache-Control", "no-store")
                .build();
    }

    /** Refuses what a server would take out of a path before the topic is read: that would be another topic. */
    private static Topic topic(String path, UriInfo uri) {
        String raw = uri.getRequestUri().getRawPath();
        if (raw.contains("//") || raw.indexOf(';') >= 0 || raw.contains("%2F") || raw.contains("%2f")) {
            throw new ProtocolException(
                    ErrorCode.BAD_TOPIC,
                    "a topic in a path has single slashes as they are, and all else percent-encoded");
        }
        return Names.topic(path);
    }

    private static int limit(@Nullable String limit) {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (!limit.matches("[0-9]{1,9}")) {
            throw new ProtocolException(ErrorCode.BAD_MESSAGE, "limit is a number, 0 to " + MessageDecoder.MAX_HISTORY);
        }
        return Math.min(Integer.parseInt(limit), MessageDecoder.MAX_HISTORY);
    }
}
