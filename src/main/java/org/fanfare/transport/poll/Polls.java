package org.fanfare.transport.poll;

import jakarta.servlet.AsyncContext;
import java.util.List;
import java.util.Map;
import org.fanfare.hub.Admission;
import org.fanfare.hub.Entrance;
import org.fanfare.hub.Hub;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.protocol.ErrorCode;
import org.fanfare.protocol.ProtocolException;
import org.fanfare.protocol.SubscribeQuery;
import org.fanfare.session.Transport;
import org.jspecify.annotations.Nullable;

/** Opens polls, whoever routed their requests. */
public final class Polls {
    static final String MEMBER_HEADER = "Fanfare-Member";

    private static final int DEFAULT_WAIT_SECONDS = 25;
    private static final long BUSY_RETRY_MILLIS = 5000;

    private final Hub hub;
    private final PollLimits limits;
    private final boolean direct;

    /**
     * Opens polls of a hub.
     *
     * @param direct whether requests are taken before JAX-RS routes them
     */
    public Polls(Hub hub, PollLimits limits, boolean direct) {
        this.hub = hub;
        this.limits = limits;
        this.direct = direct;
    }

    boolean isDirect() {
        return direct;
    }

    /**
     * A poll that was read and may be opened.
     *
     * @param member the token of the member whose poll it is, or null
     */
    record Wanted(
            ClientMessage.Subscribe subscribe,
            int waitSeconds,
            @Nullable String member) {
        /** Leaves out the token, which is a secret. */
        @Override
        public String toString() {
            return "Wanted[subscribe=" + subscribe + ", waitSeconds=" + waitSeconds + "]";
        }
    }

    /**
     * Reads a poll.
     *
     * @param query the decoded parameters, each with its values in order
     * @param member the header {@code Fanfare-Member}, which goes before the parameter {@code member}; or null
     * @throws ProtocolException if it is refused
     */
    Wanted read(Map<String, List<String>> query, @Nullable String member) {
        ClientMessage.Subscribe wanted =
                SubscribeQuery.of(query, null, null, hub.limits().request());
        int waitSeconds = waitSeconds(query.getOrDefault("wait", List.of()));
        Admission admission = hub.admission();
        if (admission != Admission.OPEN) {
            throw new ProtocolException(
                    ErrorCode.UNAVAILABLE, "the node is " + admission.reason(), null, BUSY_RETRY_MILLIS);
        }
        String token = SubscribeQuery.member(query, member);
        hub.rooms().checkListens(wanted, token);
        return new Wanted(wanted, waitSeconds, token);
    }

    /** Opens a poll, which answers the suspended request in its time. */
    void open(Wanted wanted, AsyncContext context) {
        boolean waits = wanted.subscribe().since() != null && wanted.waitSeconds() > 0;
        PollConnection connection = new PollConnection(context, limits, waits);
        hub.open(Entrance.of(Transport.POLL, connection, null, wanted.subscribe(), wanted.waitSeconds())
                .as(wanted.member()));
    }

    private int waitSeconds(List<String> wait) {
        long max = limits.maxWait().toSeconds();
        if (wait.isEmpty()) {
            return (int) Math.min(DEFAULT_WAIT_SECONDS, max);
        }
        if (!wait.get(0).matches("[0-9]{1,9}")) {
            throw new ProtocolException(ErrorCode.BAD_MESSAGE, "wait is a number of seconds, 0 to " + max);
        }
        return (int) Math.min(Long.parseLong(wait.get(0)), max);
    }
}
