package org.fanfare.transport.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.fanfare.event.Publication;
import org.fanfare.event.PublishKey;
import org.fanfare.hub.Hub;
import org.fanfare.hub.PublishOutcome;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.protocol.ErrorCode;
import org.fanfare.protocol.ProtocolException;
import org.fanfare.protocol.PublishItem;
import org.fanfare.protocol.PublishResult;
import org.fanfare.protocol.RequestLimits;

/** Publishes several events, each accepted or refused by itself. */
@Path("publish")
@RequestScoped
@SuppressWarnings("NullAway.Init") // the container injects before each request
public class PublishResource {
    private static final String ANONYMOUS = "~http";

    @Inject
    Hub hub;

    /** Publishes each item of an array, in order. */
    @POST
    public Response publish(@Context HttpHeaders headers, InputStream body) throws IOException {
        RequestLimits limits = hub.limits().request();
        List<PublishResult> results = new ArrayList<>();
        for (PublishItem item :
                PublishItem.decode(Body.json(body, headers.getMediaType(), limits.bodyBytes()), limits)) {
            results.add(publish(item));
        }
        return Response.ok(PublishResult.text(results), MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    private PublishResult publish(PublishItem item) {
        if (item instanceof PublishItem.Refused refused) {
            return PublishResult.refused(refused.why());
        }
        ClientMessage.Publish message = ((PublishItem.Accepted) item).publish();
        String key = message.key();
        PublishOutcome outcome = hub.publish(new Publication(
                message.topic(),
                message.kind(),
                message.payload(),
                null,
                message.traceId(),
                message.conflate(),
                key == null ? null : new PublishKey(ANONYMOUS, key)));
        return outcome instanceof PublishOutcome.Published published
                ? PublishResult.accepted(published.id(), published.duplicate())
                : PublishResult.refused(conflict());
    }

    static ProtocolException conflict() {
        return new ProtocolException(
                ErrorCode.CONFLICT, "the key was used before with another payload; use a new key for a new event");
    }
}
