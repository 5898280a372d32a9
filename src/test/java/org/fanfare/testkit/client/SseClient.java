package org.fanfare.testkit.client;

import java.net.URI;
import org.fanfare.testkit.client.EventStream.Dispatched;
import org.jspecify.annotations.Nullable;

/**
 * A client over Server-Sent Events; its actions go over HTTP. Its cursor is the {@code id:} of the last event taken, as
 * a browser keeps it. For one thread.
 */
public final class SseClient implements TestClient {
    private final Http http;
    private @Nullable SseLink link;
    private @Nullable String cursor;
    private Subscription subscription = Subscription.to();

    /** Makes a client that is not connected yet. */
    public SseClient(URI base) {
        http = new Http(base);
    }

    @Override
    public Reply subscribe(Subscription wanted) {
        disconnect();
        subscription = wanted;
        cursor = wanted.since();
        SseLink opened =
                SseLink.open(http.request("api/events?" + wanted.toQuery()).header("Accept", "text/event-stream"));
        if (opened.status() != 200) {
            return Http.reply(opened.status(), opened.body());
        }
        link = opened;
        Dispatched welcome = opened.next();
        if (welcome.name().equals("refused")) {
            Message error = Message.of(welcome.data(), null);
            return new Reply(error.text("code"), error.json());
        }
        if (!welcome.name().equals("welcome")) {
            throw new AssertionError("expected welcome, got " + welcome);
        }
        cursor = welcome.lastId();
        return new Reply(null, JsonText.object(welcome.data()));
    }

    @Override
    public void open(Subscription wanted) {
        subscribe(wanted).accepted();
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
        SseLink open = link;
        if (open == null) {
            throw new AssertionError("not connected");
        }
        while (true) {
            Dispatched next = open.next();
            if (next.name().equals(Message.CLOSED)) {
                return Message.closed(next.data());
            }
            cursor = next.lastId();
            if (!next.name().equals("heartbeat")) {
                return Message.of(next.data(), next.lastId());
            }
        }
    }

    @Override
    public String cursor() {
        if (cursor == null) {
            throw new AssertionError("no cursor yet");
        }
        return cursor;
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
    }
}
