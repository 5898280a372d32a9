package org.fanfare.hub;

import java.time.Duration;
import org.fanfare.event.EventId;
import org.fanfare.protocol.ErrorCode;
import org.fanfare.protocol.ProtocolException;

/** What became of a publish. */
public sealed interface PublishOutcome {

    /**
     * It was published, now or before, and the cluster keeps it.
     *
     * @param duplicate whether the same key was published before; the id is that event's
     */
    record Published(EventId id, boolean duplicate) implements PublishOutcome {}

    /** It was not published, or nobody knows yet whether it was. */
    sealed interface Refused extends PublishOutcome {
        /** What the publisher is told. */
        ProtocolException why();
    }

    /** The key was used before with another payload. */
    record Conflict() implements Refused {
        @Override
        public ProtocolException why() {
            return new ProtocolException(
                    ErrorCode.CONFLICT, "the key was used before with another payload; use a new key for a new event");
        }
    }

    /**
     * Not now (R14). Whether it is published may be open: a repetition with the same key settles it.
     *
     * @param retryAfter when to try again
     */
    record Unavailable(Duration retryAfter) implements Refused {
        @Override
        public ProtocolException why() {
            return new ProtocolException(
                    ErrorCode.UNAVAILABLE,
                    "the cluster cannot confirm this now; repeat it with the same key to learn what became of it",
                    null,
                    retryAfter.toMillis());
        }
    }

    /** It is too large for the way between the nodes, and was not published. */
    record TooLarge() implements Refused {
        @Override
        public ProtocolException why() {
            return new ProtocolException(
                    ErrorCode.TOO_LARGE, "the event is too large for the way between the nodes; send less at once");
        }
    }
}
