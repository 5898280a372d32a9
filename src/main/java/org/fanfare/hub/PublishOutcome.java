package org.fanfare.hub;

import java.time.Duration;
import org.fanfare.event.EventId;

/** What became of a publish. */
public sealed interface PublishOutcome {

    /**
     * It was published, now or before, and the cluster keeps it.
     *
     * @param duplicate whether the same key was published before; the id is that event's
     */
    record Published(EventId id, boolean duplicate) implements PublishOutcome {}

    /** The key was used before with another payload. */
    record Conflict() implements PublishOutcome {}

    /**
     * Not now (R14). Whether it is published may be open: a repetition with the same key settles it.
     *
     * @param retryAfter when to try again
     */
    record Unavailable(Duration retryAfter) implements PublishOutcome {}

    /** It is too large for the way between the nodes, and was not published. */
    record TooLarge() implements PublishOutcome {}
}
