package org.fanfare.testkit.client;

import java.util.ArrayList;
import java.util.List;

/**
 * One client of the gateway, the same view of every transport. It keeps its cursor exactly as the protocol asks of its
 * transport's clients. Every wait is bounded and ends in an {@link AssertionError}. For one thread.
 */
public interface TestClient extends AutoCloseable {

    /** Connects where that is needed, subscribes, and waits until the subscription stands or is refused. */
    Reply subscribe(Subscription subscription);

    /** Connects and subscribes without waiting for more than the transport's own answer. */
    void open(Subscription subscription);

    /** Publishes, and waits for the answer. */
    Reply publish(Publish publish);

    /** Reads past events. */
    Reply history(String topic, int limit);

    /** The next event, {@code gap}, error, {@code goodbye} or end of connection; what else comes is taken in silence. */
    Message take();

    /** The cursor after all that has been taken. */
    String cursor();

    /** Breaks the connection without a farewell; what was not taken is lost. */
    void disconnect();

    /** The subscription that was asked for last. */
    Subscription subscription();

    /** Connects anew and subscribes again from the cursor, without waiting for the whole replay. */
    default void resume() {
        open(subscription().since(cursor()));
    }

    /** The next event; anything else fails. */
    default Message event() {
        Message message = take();
        if (!message.type().equals("data")) {
            throw new AssertionError("expected an event, got " + message);
        }
        return message;
    }

    /** The next events; anything else fails. */
    default List<Message> events(int count) {
        List<Message> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            events.add(event());
        }
        return events;
    }

    @Override
    default void close() {
        disconnect();
    }
}
