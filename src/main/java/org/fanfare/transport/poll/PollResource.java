package org.fanfare.transport.poll;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;

/**
 * Answers polls: at once if there is something past the cursor, else with the first event, else after the wait. Not in the scope of the
 * request, since {@code web.xml} leaves CDI's request contexts out for polls.
 */
@Path("poll")
@Dependent
@SuppressWarnings("NullAway.Init") // the container injects before each request
public class PollResource {
    @Inject
    Polls polls;

    /** One poll. */
    @GET
    public void poll(@Suspended AsyncResponse suspended, @Context HttpServletRequest request, @Context UriInfo uri) {
        polls.open(
                polls.read(uri.getQueryParameters(), request.getHeader(Polls.MEMBER_HEADER)),
                request.getAsyncContext());
    }
}
