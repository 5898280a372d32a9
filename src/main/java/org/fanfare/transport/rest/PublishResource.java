package org.fanfare.transport.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.fanfare.event.Publication;
import org.fanfare.event.PublishKey;
import org.fanfare.hub.Hub;
import org.fanfare.hub.PublishOutcome;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.protocol.PublishItem;
import org.fanfare.protocol.PublishResult;
import org.fanfare.protocol.RequestLimits;
import org.fanfare.session.PublishOrder;

/** Publishes several events, each accepted or refused by itself. */
@Path("publish")
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container injects before the first request
public class PublishResource {
    private static final String ANONYMOUS = "~http";

    @Inject
    Hub hub;

    /** Publishes each item of an array, in order; answers once it is known what became of all. */
    @POST
    public Response publish(@Context HttpHeaders headers, @Context HttpServletRequest request, InputStream body)
            throws IOException {
        RequestLimits limits = hub.limits().request();
        List<PublishItem> items =
                PublishItem.decode(Body.json(body, headers.getMediaType(), limits.bodyBytes()), limits);
        Later reply = new Later();
        PublishOrder order = new PublishOrder();
        Results results = new Results(items.size(), reply::give);
        for (int i = 0; i < items.size(); i++) {
            int index = i;
            if (items.get(i) instanceof PublishItem.Accepted accepted) {
                hub.publish(publication(accepted.publish()), order, outcome -> results.set(index, resultOf(outcome)));
            } else if (items.get(i) instanceof PublishItem.Refused refused) {
                results.set(index, PublishResult.refused(refused.why()));
            }
        }
        results.end();
        return reply.response(request);
    }

    private static Publication publication(ClientMessage.Publish message) {
        String key = message.key();
        return new Publication(
                message.topic(),
                message.kind(),
                message.payload(),
                null,
                message.traceId(),
                message.conflate(),
                key == null ? null : new PublishKey(ANONYMOUS, key));
    }

    private static PublishResult resultOf(PublishOutcome outcome) {
        if (outcome instanceof PublishOutcome.Refused refused) {
            return PublishResult.refused(refused.why());
        }
        PublishOutcome.Published published = (PublishOutcome.Published) outcome;
        return PublishResult.accepted(published.id(), published.duplicate());
    }

    /** The results of several publishes, as they come. Thread-safe. */
    private static final class Results {
        private final AtomicReferenceArray<PublishResult> results;
        private final AtomicInteger missing;
        private final Consumer<Reply> whole;

        Results(int count, Consumer<Reply> whole) {
            this.results = new AtomicReferenceArray<>(count);
            this.missing = new AtomicInteger(count + 1);
            this.whole = whole;
        }

        void set(int index, PublishResult result) {
            results.set(index, result);
            end();
        }

        /** One of those that are waited for is there: a result, or the end of the request. */
        void end() {
            if (missing.decrementAndGet() == 0) {
                List<PublishResult> all = IntStream.range(0, results.length())
                        .mapToObj(results::get)
                        .toList();
                whole.accept(Reply.json(Response.Status.OK.getStatusCode(), PublishResult.text(all)));
            }
        }
    }
}
