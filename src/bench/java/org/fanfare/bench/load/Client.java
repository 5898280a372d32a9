package org.fanfare.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One TCP connection. Holds no buffer while it is idle. Belongs to the reactor's thread. */
abstract class Client {
    private static final byte[] NOTHING = {};
    private static final int MAX_UNSENT_BYTES = 64 << 20;

    private final Reactor reactor;
    private final Watcher watcher;
    private final InetSocketAddress server;
    private final SocketChannel channel;
    private byte[] rest = NOTHING;
    private int restBytes;
    private ByteBuffer unsent = ByteBuffer.wrap(NOTHING);
    private boolean corked;
    private boolean ready;
    private boolean stalls;

    /** Who wants to know how connections fare. */
    interface Watcher {
        /** The connection is ready: it publishes, or its subscription is confirmed. Called once. */
        void ready(Client client);

        /** The connection ended, by the server or by an error. */
        void ended(Client client, String why);
    }

    /** A connection to the reactor's server. */
    Client(Reactor reactor, Watcher watcher) throws IOException {
        this(reactor, watcher, reactor.server());
    }

    Client(Reactor reactor, Watcher watcher, InetSocketAddress server) throws IOException {
        this.reactor = reactor;
        this.watcher = watcher;
        this.server = server;
        this.channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /**
     * Makes the connection never read again once it is ready. Called before {@link #connect}.
     *
     * @param receiveBytes size of the kernel's receive buffer: a small one makes the server feel it early
     */
    final void stallWhenReady(int receiveBytes) throws IOException {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBytes);
        stalls = true;
    }

    final void connect() throws IOException {
        SelectionKey key = channel.register(reactor.selector(), SelectionKey.OP_CONNECT, this);
        if (channel.connect(server)) {
            established(key);
        }
    }

    private void established(SelectionKey key) throws IOException {
        key.interestOps(SelectionKey.OP_READ);
        connected();
    }

    /** Called when the TCP connection stands. */
    abstract void connected() throws IOException;

    /**
     * Takes what was received.
     *
     * @param b holds it from index 0; shared by all connections, valid during this call only
     * @param end the end of it
     * @param now when it was received
     * @return how many bytes are done with; the others come again with what follows them
     */
    abstract int received(byte[] b, int end, long now) throws IOException;

    final void ready(SelectionKey key) {
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                established(key);
                return;
            }
            if (key.isWritable()) {
                flush();
            }
            if (key.isReadable()) {
                read();
            }
        } catch (IOException e) {
            end(String.valueOf(e.getMessage()));
        }
    }

    private void read() throws IOException {
        ByteBuffer buffer = reactor.buffer(restBytes);
        byte[] b = reactor.bytes();
        System.arraycopy(rest, 0, b, 0, restBytes);
        int n = channel.read(buffer);
        if (n < 0) {
            end("closed by the server");
            return;
        }
        int end = restBytes + n;
        int used = received(b, end, reactor.now());
        restBytes = end - used;
        if (restBytes > rest.length) {
            rest = new byte[2 * Integer.highestOneBit(restBytes)];
        }
        System.arraycopy(b, used, rest, 0, restBytes);
    }

    /** Collects what is sent until {@link #uncork}, so that it leaves in one write. */
    final void cork() {
        corked = true;
    }

    final void uncork() throws IOException {
        corked = false;
        flush();
    }

    /** Sends bytes, at once as far as the connection takes them. */
    final void send(byte[] bytes) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        if (!unsent.hasRemaining() && !corked) {
            channel.write(out);
        }
        if (out.hasRemaining()) {
            if (unsent.remaining() + out.remaining() > MAX_UNSENT_BYTES) {
                throw new IOException("the server does not read");
            }
            unsent = ByteBuffer.allocate(unsent.remaining() + out.remaining())
                    .put(unsent)
                    .put(out)
                    .flip();
            wantWrites(!corked);
        }
    }

    private void flush() throws IOException {
        if (unsent.hasRemaining()) {
            channel.write(unsent);
            wantWrites(unsent.hasRemaining());
        }
    }

    private void wantWrites(boolean wanted) {
        SelectionKey key = channel.keyFor(reactor.selector());
        key.interestOps(
                wanted ? key.interestOps() | SelectionKey.OP_WRITE : key.interestOps() & ~SelectionKey.OP_WRITE);
    }

    final void becomeReady() {
        if (!ready) {
            ready = true;
            if (stalls) {
                channel.keyFor(reactor.selector()).interestOps(0);
            }
            watcher.ready(this);
        }
    }

    final boolean isReady() {
        return ready;
    }

    /** Gives the connection up. Does nothing if it has ended already. */
    final void end(String why) {
        if (channel.isOpen()) {
            try {
                channel.close();
            } catch (IOException e) {
                // it is gone either way
            }
            watcher.ended(this, why);
        }
    }

    /** This side's port; 0 if there is none any more. */
    final int localPort() {
        try {
            return channel.getLocalAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    final String host() {
        return "127.0.0.1:" + server.getPort();
    }
}
