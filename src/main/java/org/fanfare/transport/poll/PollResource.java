package org.fanfare.transport.poll;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import org.fanfare.hub.Hub;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.protocol.ErrorCode;
import org.fanfare.protocol.ProtocolException;
import org.fanfare.protocol.SubscribeQuery;
import org.fanfare.session.Transport;
import org.jspecify.annotations.Nullable;

/** Answers polls: at once if there is something past the cursor, else with the first event, else after the wait. */
@Path("poll")
@RequestScoped
@SuppressWarnings("NullAway.Init") // the container injects before each request
public class PollResource {
    private static final int DEFAULT_WAIT_SECONDS = 25;
    private static final long BUSY_RETRY_MILLIS = 5000;

    @Inject
    Hub hub;

    @Inject
    PollLimits limits;

    /** One poll. */
    @GET
    public void poll(@Suspended AsyncResponse suspended, @Context HttpServletRequest request, @Context UriInfo uri) {
        MultivaluedMap<String, String> query = uri.getQueryParameters();
        ClientMessage.Subscribe wanted =
                SubscribeQuery.of(query, null, null, hub.limits().request());
        int waitSeconds = waitSeconds(query.getFirst("wait"));
        if (!hub.hasRoom()) {
            throw new ProtocolException(ErrorCode.UNAVAILABLE, "the node is full", null, BUSY_RETRY_MILLIS);
        }
        AsyncContext context = request.getAsyncContext();
        boolean waits = wanted.since() != null && waitSeconds > 0;
        PollConnection connection = new PollConnection(context, limits, waits);
        hub.open(Transport.POLL, connection, null, wanted, waitSeconds);
    }

    private int waitSeconds(@Nullable String wait) {
        long max = limits.maxWait().toSeconds();
        if (wait == null) {
            return (int) Math.min(DEFAULT_WAIT_SECONDS, max);
        }
        if (!wait.matches("[0-9]{1,9}")) {
            throw new ProtocolException(ErrorCode.BAD_MESSAGE, "wait is a number of seconds, 0 to " + max);
        }
        return (int) Math.min(Long.parseLong(wait), max);
    }
}
