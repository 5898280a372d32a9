package org.fanfare.session;

import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/**
 * A session's place among the members of a room: the room's words come to it as such.
 *
 * @param handle the member's token
 * @param user who it is; an anonymous one has a name that begins with {@code ~}
 * @param live what brings the room's events, or null where a subscription does, of a stream or poll of a member over HTTP
 */
public record Membership(
        Topic topic, String handle, String user, @Nullable Subscription live) {

    /** Leaves out the handle, which is a secret. */
    @Override
    public String toString() {
        return "Membership[" + topic + ", " + user + "]";
    }
}
