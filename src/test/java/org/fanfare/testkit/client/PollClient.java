package org.fanfare.testkit.client;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A client over long-polling; its actions go over HTTP. Its cursor is the answer's once all of the answer has been
 * taken; before, the cursor that was asked with, raised by the events that were taken. For one thread.
 */
public final class PollClient implements TestClient {
    private static final int WAIT_SECONDS = 10;

    private final Http http;
    private final Deque<Message> ahead = new ArrayDeque<>();
    private @Nullable ClientCursor cursor;
    private @Nullable String next;
    private Subscription subscription = Subscription.to();

    /** Makes a client. */
    public PollClient(URI base) {
        http = new Http(base);
    }

    @Override
    public Reply subscribe(Subscription wanted) {
        disconnect();
        subscription = wanted;
        cursor = wanted.since() == null ? null : new ClientCursor(wanted.since());
        return poll(0);
    }

    @Override
    public void open(Subscription wanted) {
        subscribe(wanted).accepted();
    }

    private Reply poll(int waitSeconds) {
        Subscription asked = subscription.since(cursor == null ? null : cursor.toString());
        HttpResponse<String> response = http.get("api/poll?" + asked.toQuery() + "&wait=" + waitSeconds);
        Reply reply = Http.reply(response);
        if (reply.code() == null) {
            next = reply.json().getString("cursor");
            JsonObject gap = reply.json().getJsonObject("gap");
            if (gap != null) {
                ahead.add(new Message("gap", gap, response.body(), null));
            }
            for (JsonValue event : reply.json().getJsonArray("events")) {
                ahead.add(Message.of(event.asJsonObject(), response.body(), null));
            }
            if (ahead.isEmpty()) {
                cursor = new ClientCursor(next);
            }
        }
        return reply;
    }

    @Override
    public Reply publish(Publish publish) {
        return http.publish(publish);
    }

    @Override
    public Reply history(String topic, int limit) {
        return http.history(topic, limit);
    }

    @Override
    public Message take() {
        for (int attempts = 0; ahead.isEmpty(); attempts++) {
            if (attempts == 2) {
                throw new AssertionError("nothing in " + attempts + " polls of " + WAIT_SECONDS + " s");
            }
            poll(WAIT_SECONDS).accepted();
        }
        Message message = ahead.remove();
        if (ahead.isEmpty() && next != null) {
            cursor = new ClientCursor(next);
        } else if (message.type().equals("data") && cursor != null) {
            cursor.raise(message.id());
        }
        return message;
    }

    @Override
    public String cursor() {
        if (cursor == null) {
            throw new AssertionError("no cursor yet");
        }
        return cursor.toString();
    }

    @Override
    public Subscription subscription() {
        return subscription;
    }

    @Override
    public void disconnect() {
        ahead.clear();
        next = null;
    }
}
