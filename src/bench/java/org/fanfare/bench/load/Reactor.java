package org.fanfare.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * The one thread's loop over all connections, its clock, and the buffer that all connections read into. Everything but {@link #wake} belongs
 * to the thread that runs it.
 */
final class Reactor implements AutoCloseable {
    private static final int FIRST_BUFFER_BYTES = 256 << 10;
    private static final int MAX_BUFFER_BYTES = 16 << 20;
    private static final int NUDGES = 32;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final Selector selector = Selector.open();
    private final InetSocketAddress server;
    private final long epoch = System.nanoTime();
    private byte[] bytes = new byte[FIRST_BUFFER_BYTES];
    private ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private Runnable between = () -> {};

    Reactor(int port) throws IOException {
        this.server = local(port);
    }

    /** A port of this machine. */
    static InetSocketAddress local(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
    }

    InetSocketAddress server() {
        return server;
    }

    Selector selector() {
        return selector;
    }

    /** The run's clock, in nanoseconds since the reactor was made. */
    long now() {
        return System.nanoTime() - epoch;
    }

    /** What to call after each connection's turn, so that nothing due waits for a thousand reads. */
    void between(Runnable task) {
        this.between = task;
    }

    /** The shared buffer's array: received bytes lie in it from 0. */
    byte[] bytes() {
        return bytes;
    }

    /** The shared buffer, to be filled from {@code position} on. */
    ByteBuffer buffer(int position) throws IOException {
        if (position >= bytes.length) {
            if (bytes.length >= MAX_BUFFER_BYTES) {
                throw new IOException("a single message of more than " + MAX_BUFFER_BYTES + " bytes");
            }
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
            buffer = ByteBuffer.wrap(bytes);
        }
        return buffer.clear().position(position);
    }

    /**
     * Serves connections until the time has come or there is no more to wait for.
     *
     * @param until on the run's clock
     * @param done asked after every round
     */
    void run(long until, BooleanSupplier done) throws IOException {
        between.run();
        for (long left = until - now(); left > 0 && !done.getAsBoolean(); left = until - now()) {
            selector.select(this::ready, Math.max(1, Math.min(left / 1_000_000, 20)));
            between.run();
        }
    }

    private void ready(SelectionKey key) {
        ((Client) key.attachment()).ready(key);
        between.run();
    }

    /** Opens and closes a few connections, so that each of the server's threads wakes and lets go of what was closed before. */
    void nudge() throws IOException {
        for (int i = 0; i < NUDGES; i++) {
            SocketChannel.open(server).close();
        }
    }

    /** Ends a wait for connections early. May be called by any thread. */
    void wake() {
        selector.wakeup();
    }

    /** Closes the selector and every connection. */
    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
