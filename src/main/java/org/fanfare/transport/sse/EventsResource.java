package org.fanfare.transport.sse;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.fanfare.hub.Admission;
import org.fanfare.hub.Entrance;
import org.fanfare.hub.Hub;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.protocol.SubscribeQuery;
import org.fanfare.session.Session;
import org.fanfare.session.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Opens event streams. JAX-RS routes and suspends the request; the bytes go through the servlet's non-blocking output, because the
 * containers' event sinks block or queue without bound.
 */
@Path("events")
@RequestScoped
@SuppressWarnings("NullAway.Init") // the container injects before each request
public class EventsResource {
    private static final String MEMBER_HEADER = "Fanfare-Member";
    private static final int BUFFER_BYTES = 1024;
    private static final long BUSY_RETRY_MILLIS = 5000;

    @Inject
    Hub hub;

    /** The stream of some topics. */
    @GET
    public void events(
            @Suspended AsyncResponse suspended,
            @Context HttpServletRequest request,
            @Context UriInfo uri,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId)
            throws IOException {
        open(suspended, request, uri, null, lastEventId);
    }

    /** The stream of a room. */
    @GET
    @Path("{room}")
    public void room(
            @Suspended AsyncResponse suspended,
            @Context HttpServletRequest request,
            @Context UriInfo uri,
            @PathParam("room") String room,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId)
            throws IOException {
        open(suspended, request, uri, room, lastEventId);
    }

    private void open(
            AsyncResponse suspended,
            HttpServletRequest request,
            UriInfo uri,
            @Nullable String room,
            @Nullable String lastEventId)
            throws IOException {
        ClientMessage.Subscribe wanted = SubscribeQuery.of(
                uri.getQueryParameters(), room, lastEventId, hub.limits().request());
        Admission admission = hub.admission();
        if (admission != Admission.OPEN) {
            String goodbye = hub.goodbye(admission.reason(), BUSY_RETRY_MILLIS, wanted.since());
            suspended.resume(Response.ok(EventStreamForm.farewell(goodbye, BUSY_RETRY_MILLIS))
                    .type(MediaType.SERVER_SENT_EVENTS_TYPE)
                    .header("Cache-Control", "no-store, no-transform")
                    .build());
            return;
        }
        String member = SubscribeQuery.member(uri.getQueryParameters(), request.getHeader(MEMBER_HEADER));
        hub.rooms().checkListens(wanted, member);
        boolean unnamed = "none".equals(uri.getQueryParameters().getFirst("names"));
        AsyncContext context = request.getAsyncContext();
        HttpServletResponse response = (HttpServletResponse) context.getResponse();
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        response.setBufferSize(BUFFER_BYTES);
        ServletOutputStream out = response.getOutputStream();
        AtomicReference<@Nullable Session> session = new AtomicReference<>();
        SseConnection connection =
                new SseConnection(context, out, unnamed ? EventStreamForm.UNNAMED : EventStreamForm.NAMED, () -> {
                    Session gone = session.get();
                    if (gone != null) {
                        hub.gone(gone);
                    }
                });
        session.set(hub.open(Entrance.of(Transport.SSE, connection, null, wanted, 0)
                .as(member)
                .watching("true".equals(uri.getQueryParameters().getFirst("watch")))));
        out.setWriteListener(connection);
    }
}
