package org.fanfare.testkit.client;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A client that may be a member of one room, the same view of every transport. As the protocol asks, it drops words that it
 * holds an event id for. Every wait is bounded and ends in an {@link AssertionError}. For one thread.
 */
public abstract class RoomClient implements AutoCloseable {
    final URI base;
    final String room;
    private @Nullable String token;

    RoomClient(URI base, String room) {
        this.base = base;
        this.room = room;
    }

    /** Makes a client that is not connected yet. */
    public static RoomClient over(Transport transport, URI base, String room) {
        return switch (transport) {
            case WEBSOCKET -> new SocketRoomClient(base, room, WebSocketLink.PLAIN);
            case WEBSOCKET_BATCH -> new SocketRoomClient(base, room, WebSocketLink.BATCH);
            case SSE -> new StreamRoomClient(base, room);
            case POLL -> new PollRoomClient(base, room);
        };
    }

    /** Joins without more, and listens. */
    public RoomClient join() {
        join("").accepted();
        return this;
    }

    /**
     * Joins and, if that is accepted, listens. Keeps the token.
     *
     * @param members further members of the action as JSON text, without braces
     */
    public Reply join(String members) {
        Reply reply = enter(members);
        if (reply.code() == null) {
            token = reply.data().getString("member");
            listen();
        }
        return reply;
    }

    abstract Reply enter(String members);

    /** Listens again after {@link #disconnect}. */
    public abstract void listen();

    /** Leaves the room. */
    public abstract Reply leave();

    /** Says a word. */
    public Reply say(String word, String data) {
        return say(word, data, false);
    }

    /** Says a word, to itself too if wanted. */
    public abstract Reply say(String word, String data, boolean echo);

    /** The next word, event, change of who is there, {@code gap} or end of connection; what else comes is taken in silence. */
    public abstract Message take();

    /** The next message of a type; what comes before is dropped. */
    public Message take(String type) {
        for (Message message = take(); ; message = take()) {
            if (message.type().equals(type)) {
                return message;
            }
            if (message.type().equals(Message.CLOSED)) {
                throw new AssertionError("closed (" + message.raw() + ") before " + type);
            }
        }
    }

    /** Breaks the connection without leaving the room. */
    public abstract void disconnect();

    /** The token of this member. */
    public String token() {
        if (token == null) {
            throw new AssertionError("not joined");
        }
        return token;
    }

    /** The name that others know an anonymous member by. */
    public String user() {
        return "~" + token().substring(0, token().indexOf('.'));
    }

    @Override
    public void close() {
        disconnect();
    }
}
