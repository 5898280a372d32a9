package org.fanfare.hub;

import java.util.function.Consumer;

/**
 * Carries messages between the nodes of a cluster. Each node that is connected hears every message, its own too; those of one sender
 * in the order in which it sent them. What passes while a node is away is lost to it, and a send that returns proves nothing: numbers
 * in the messages carry the promise, a backplane carries the bytes.
 */
public interface Backplane extends AutoCloseable {

    /** What connects this node to the others at the moment. */
    enum State {
        /** Not connected; it tries again by itself. */
        DOWN,
        /** Connected both ways, as far as it knows. */
        UP
    }

    /** Its name in the settings, the log and health. */
    String name();

    /** Whether there can be other nodes on it: if not, nothing need be sent. */
    boolean isShared();

    /**
     * Connects, and connects again after each failure, until it is closed.
     *
     * @param receiver takes each message, on one thread at a time; it does not keep the array
     */
    void start(Consumer<byte[]> receiver);

    /**
     * Sends a message. One thread at a time; may block for some seconds.
     *
     * @throws BackplaneException if it was not sent, or if that is unknown
     */
    void send(byte[] message) throws BackplaneException;

    /** Subscribes anew: this node does not hear what it sends (R23). Any thread; returns at once. */
    void renew();

    /** How often it has subscribed: before each time but the first, messages may have passed unheard. Any thread. */
    int subscriptions();

    State state();

    @Override
    void close();
}
