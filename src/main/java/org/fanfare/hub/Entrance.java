package org.fanfare.hub;

import org.fanfare.protocol.ClientMessage;
import org.fanfare.session.Connection;
import org.fanfare.session.Transport;
import org.jspecify.annotations.Nullable;

/**
 * How a client comes.
 *
 * @param user who it is, or null for an anonymous one
 * @param first what it subscribes to at once, or null
 * @param waitSeconds how long a poll waits for its first event
 * @param room the room that a WebSocket joins at once, or null
 * @param member the token of the member over HTTP whose stream or poll it is, or null: words of the rooms among its topics of which
 *     it is a member come as such, and it is there for as long
 * @param watches whether a stream is told of changes of presence on its topics
 */
public record Entrance(
        Transport transport,
        Connection connection,
        @Nullable String user,
        ClientMessage.@Nullable Subscribe first,
        int waitSeconds,
        @Nullable String room,
        @Nullable String member,
        boolean watches) {

    /** A client that comes without more. */
    public static Entrance of(
            Transport transport,
            Connection connection,
            @Nullable String user,
            ClientMessage.@Nullable Subscribe first,
            int waitSeconds) {
        return new Entrance(transport, connection, user, first, waitSeconds, null, null, false);
    }

    /** The same, which joins a room at once. */
    public Entrance into(@Nullable String joined) {
        return new Entrance(transport, connection, user, first, waitSeconds, joined, member, watches);
    }

    /** The same as a member over HTTP. */
    public Entrance as(@Nullable String token) {
        return new Entrance(transport, connection, user, first, waitSeconds, room, token, watches);
    }

    /** The same, told of changes of presence or not. */
    public Entrance watching(boolean told) {
        return new Entrance(transport, connection, user, first, waitSeconds, room, member, told);
    }

    /** Leaves out the token, which is a secret. */
    @Override
    public String toString() {
        return "Entrance[" + transport + "]";
    }
}
