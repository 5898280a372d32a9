package org.fanfare.testkit.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A way to a port of the loopback address that can be cut, healed and slowed down. A cut is that of a network: nothing passes and
 * nobody is told, neither on connections that are there nor on new ones; what was sent meanwhile passes after {@link #heal}.
 *
 * <p>May be used from any thread.
 */
public final class TcpProxy implements AutoCloseable {
    private static final int PIECE_BYTES = 16 << 10;

    private final ServerSocket entry;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean cut;
    private boolean closed;
    private Duration delay = Duration.ZERO;

    private TcpProxy(ServerSocket entry, int target) {
        this.entry = entry;
        this.target = target;
    }

    /** Opens a way to a port. */
    public static TcpProxy to(int target) {
        try {
            var proxy = new TcpProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
            proxy.run("accept", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port to connect to instead. */
    public int port() {
        return entry.getLocalPort();
    }

    /** Lets nothing pass any more, both ways. */
    public void cut() {
        change(() -> cut = true);
    }

    /** Lets everything pass again. */
    public void heal() {
        change(() -> cut = false);
    }

    /** Ends all connections with a reset, as when a router forgets them. */
    public void reset() {
        for (Socket socket : sockets) {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException alreadyClosed) {
                // It is what was wanted.
            }
        }
    }

    /** Holds each piece back for a time, both ways; pieces do not overtake each other. */
    public void delay(Duration time) {
        change(() -> delay = time);
    }

    @Override
    public void close() {
        change(() -> closed = true);
        try {
            entry.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reset();
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept() throws IOException, InterruptedException {
        while (!entry.isClosed()) {
            Socket in = entry.accept();
            sockets.add(in);
            run("connect", () -> connect(in));
        }
    }

    private void connect(Socket in) throws IOException, InterruptedException {
        try {
            await();
            Socket out = new Socket();
            sockets.add(out);
            out.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 5_000);
            run("back", () -> pump(out, in));
            pump(in, out);
        } finally {
            end(in);
        }
    }

    private void pump(Socket from, Socket to) throws IOException, InterruptedException {
        byte[] piece = new byte[PIECE_BYTES];
        try {
            InputStream input = from.getInputStream();
            OutputStream output = to.getOutputStream();
            for (int length = input.read(piece); length >= 0; length = input.read(piece)) {
                await();
                output.write(piece, 0, length);
            }
            await();
        } finally {
            end(from);
            end(to);
        }
    }

    /** Waits for the delay, and while the way is cut. */
    private void await() throws InterruptedException {
        lock.lock();
        try {
            long left = delay.toNanos();
            while (!closed && (cut || left > 0)) {
                if (cut) {
                    changed.await();
                } else {
                    left = changed.awaitNanos(left);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(Socket socket) throws IOException {
        sockets.remove(socket);
        socket.close();
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void run(String name, Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException | InterruptedException connectionIsGone) {
                        // Both ends are closed by then; whoever uses them notices.
                    }
                },
                "tcp-proxy-" + name + "-" + target);
        thread.setDaemon(true);
        thread.start();
    }
}
