package org.fanfare.hub;

import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to sit on a topic.
 *
 * @param handle the session's id, or the member's token
 * @param user who it is; an anonymous one has a name that begins with {@code ~}
 * @param metadata a JSON object as compact text, or null
 * @param capacity most members of the topic, {@link Integer#MAX_VALUE} without a bound; a user that is there already always may
 * @param stay what keeps it there
 */
public record Arriving(
        Topic topic, String handle, String user, @Nullable String metadata, int capacity, Stay stay) {

    /** What keeps a sitting. */
    public enum Stay {
        /** It stays until it departs: a session. */
        UNTIL_DEPARTED,
        /** It stays while it is sighted often enough, a member over HTTP. */
        WHILE_SIGHTED
    }
}
