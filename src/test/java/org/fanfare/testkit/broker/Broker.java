package org.fanfare.testkit.broker;

import org.fanfare.testkit.server.ServerSetup;

/** A broker in a process of its own, on which nodes meet. Keeps its port over restarts. Used by one thread at a time. */
public interface Broker extends AutoCloseable {
    /** The port on the loopback address. */
    int port();

    /** Lets a server reach it by a port: its own, or that of a way to it. */
    ServerSetup reachedBy(int port, ServerSetup setup);

    /** Starts it again after it was stopped or killed, and returns when it takes connections. */
    void start();

    /** Ends it without giving it time for anything (SIGKILL). */
    void kill();

    /** Stops it. */
    @Override
    void close();
}
