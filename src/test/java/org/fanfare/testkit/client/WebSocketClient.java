package org.fanfare.testkit.client;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A client over WebSocket. Its cursor starts with the one in the {@code ack} of its {@code subscribe}, is raised by the
 * id of each event that was taken, and gives way to the one in each {@code ping}; until the ack a subscription with
 * {@code since} has a cursor of its own. For one thread.
 */
public final class WebSocketClient implements TestClient {
    private final URI base;
    private final String subprotocol;
    private final Deque<Message> ahead = new ArrayDeque<>();
    private @Nullable WebSocketLink link;
    private @Nullable ClientCursor connection;
    private @Nullable ClientCursor pending;
    private Subscription subscription = Subscription.to();
    private int lastAction;

    /** Makes a client that is not connected yet. */
    public WebSocketClient(URI base, String subprotocol) {
        this.base = base;
        this.subprotocol = subprotocol;
    }

    /** The connection, opened if there is none. */
    public WebSocketLink link() {
        WebSocketLink open = link;
        if (open == null) {
            open = WebSocketLink.open(base, "ws", subprotocol);
            link = open;
        }
        return open;
    }

    @Override
    public Reply subscribe(Subscription wanted) {
        return answer(send("subscribe", begin(wanted)));
    }

    @Override
    public void open(Subscription wanted) {
        send("subscribe", begin(wanted));
    }

    private String begin(Subscription wanted) {
        subscription = wanted;
        if (wanted.since() != null) {
            pending = new ClientCursor(wanted.since());
        }
        return wanted.toMembers();
    }

    @Override
    public Reply publish(Publish publish) {
        return answer(send("publish", publish.toMembers()));
    }

    @Override
    public Reply history(String topic, int limit) {
        return answer(send("history", "\"topic\":" + JsonText.quote(topic) + ",\"limit\":" + limit));
    }

    /**
     * Sends an action.
     *
     * @param members its members as JSON text, without braces
     * @return its id
     */
    public String send(String action, String members) {
        String id = "a" + ++lastAction;
        link().send("{\"action\":" + JsonText.quote(action) + ",\"id\":\"" + id + "\""
                + (members.isEmpty() ? "" : "," + members) + "}");
        return id;
    }

    /** Waits for the answer to an action; events that come before stay to be taken. */
    public Reply answer(String id) {
        for (Message held : ahead) {
            if (answers(held, id)) {
                return reply(held);
            }
        }
        while (true) {
            Message message = link().next();
            ahead.add(message);
            if (message.type().equals(Message.CLOSED)) {
                throw new AssertionError("closed (" + message.raw() + ") before the answer to " + id);
            }
            if (answers(message, id)) {
                return reply(message);
            }
        }
    }

    private static boolean answers(Message message, String id) {
        return !message.type().equals("data") && id.equals(JsonText.string(message.json(), "id"));
    }

    private static Reply reply(Message message) {
        return new Reply(message.type().equals("error") ? message.text("code") : null, message.json());
    }

    @Override
    public Message take() {
        while (true) {
            Message held = ahead.poll();
            Message message = held == null ? link().next() : held;
            if (apply(message)) {
                return message;
            }
        }
    }

    /** Moves the cursor as the message asks, and tells whether the application gets to see it. */
    private boolean apply(Message message) {
        switch (message.type()) {
            case "data" -> raise(message.id());
            case "ping" -> connection = new ClientCursor(message.text("cursor"));
            case "gap" -> {
                ClientCursor next = new ClientCursor(message.text("cursor"));
                if (pending == null) {
                    connection = next;
                } else {
                    pending = next;
                }
            }
            case "ack" -> acknowledged(message.json());
            default -> {
                if (isWord(message)) {
                    raise(message.id());
                }
            }
        }
        return !isSilent(message);
    }

    /** Whether the application never gets to see it. */
    private static boolean isSilent(Message message) {
        return switch (message.type()) {
            case "ack", "ping", "pong", "welcome", "history" -> true;
            case "error" -> message.json().containsKey("id");
            case "presence" -> !message.json().containsKey("event");
            default -> false;
        };
    }

    private static boolean isWord(Message message) {
        return message.json().containsKey("room") && message.json().containsKey("data");
    }

    private void raise(String eventId) {
        if (pending != null) {
            pending.raise(eventId);
        } else if (connection != null) {
            connection.raise(eventId);
        }
    }

    private void acknowledged(JsonObject ack) {
        String action = ack.getString("action");
        if (action.equals("join") && connection == null) {
            connection = new ClientCursor(ack.getJsonObject("data").getString("cursor"));
        } else if (action.equals("subscribe")) {
            connection = new ClientCursor(ack.getJsonObject("data").getString("cursor"));
            pending = null;
        }
    }

    @Override
    public String cursor() {
        passSilent();
        ClientCursor current = pending == null ? connection : pending;
        if (current == null) {
            throw new AssertionError("no cursor yet");
        }
        return current.toString();
    }

    /** An ack that was read ahead and follows no event has been passed as well. */
    private void passSilent() {
        while (!ahead.isEmpty() && isSilent(ahead.peek())) {
            apply(ahead.remove());
        }
    }

    @Override
    public Subscription subscription() {
        return subscription;
    }

    @Override
    public void disconnect() {
        if (link != null) {
            link.close();
            link = null;
        }
        passSilent();
        ahead.clear();
    }
}
