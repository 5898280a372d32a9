package org.fanfare.backplane.jms;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.fanfare.event.Ticker;
import org.fanfare.hub.Backplane;
import org.fanfare.hub.BackplaneException;

/**
 * A JMS topic. One thread receives and connects again by itself; whoever sends does so on its own thread. Messages are neither
 * persistent nor transacted, and the subscription is not durable. May be used from any thread.
 */
public final class JmsBackplane implements Backplane {
    private final ThreadFactory threads;
    private final TopicReceiver receiver;
    private final TopicSender sender;

    /**
     * Creates it; {@link #start} connects it.
     *
     * @param threads makes the receiving thread
     * @param timeToLive how long the broker keeps a message that a node has not taken
     */
    public JmsBackplane(ThreadFactory threads, JmsObjects objects, Duration timeToLive, Ticker ticker) {
        this.threads = threads;
        receiver = new TopicReceiver(objects, ticker);
        sender = new TopicSender(objects, timeToLive, ticker);
    }

    @Override
    public String name() {
        return "jms";
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void start(Consumer<byte[]> taker) {
        receiver.start(threads, taker);
    }

    @Override
    public void send(byte[] message) throws BackplaneException {
        sender.send(message);
    }

    @Override
    public void renew() {
        receiver.renew();
    }

    @Override
    public int subscriptions() {
        return receiver.subscriptions();
    }

    @Override
    public State state() {
        return receiver.isSubscribed() ? State.UP : State.DOWN;
    }

    /** Messages on the topic that were dropped because they cannot be from a node. */
    public long foreignMessages() {
        return receiver.foreignMessages();
    }

    /** Waits some seconds for the receiving thread to end, and for a send that is under way. */
    @Override
    public void close() {
        receiver.close();
        sender.close();
    }
}
