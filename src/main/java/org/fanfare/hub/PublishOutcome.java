package org.fanfare.hub;

import org.fanfare.event.EventId;

/** What became of a publish. */
public sealed interface PublishOutcome {

    /**
     * It was published, now or before.
     *
     * @param duplicate whether the same key was published before; the id is that event's
     */
    record Published(EventId id, boolean duplicate) implements PublishOutcome {}

    /** The key was used before with another payload. */
    record Conflict() implements PublishOutcome {}
}
