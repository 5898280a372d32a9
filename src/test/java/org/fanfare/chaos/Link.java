package org.fanfare.chaos;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;

/**
 * One TCP connection, read through a buffer of its own so that many small messages cost one read. One thread reads; any
 * may send and close.
 */
final class Link implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int MAX_BUFFER_BYTES = 16 << 20;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;
    private byte[] bytes = new byte[32 << 10];
    private int from;
    private int to;

    /**
     * Connects.
     *
     * @param silence reading fails after so long without a byte
     */
    Link(URI base, Duration silence) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) silence.toMillis());
            socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), CONNECT_MILLIS);
            in = socket.getInputStream();
            out = socket.getOutputStream();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The buffer; what was received and not skipped stands in it from {@link #from} on. */
    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    /** Waits until so many bytes are there. */
    void need(int count) throws IOException {
        if (count > MAX_BUFFER_BYTES) {
            throw new IOException("a message of " + count + " bytes");
        }
        if (from + count > bytes.length) {
            byte[] roomy = count > bytes.length ? new byte[Integer.highestOneBit(count) * 2] : bytes;
            System.arraycopy(bytes, from, roomy, 0, to - from);
            bytes = roomy;
            to -= from;
            from = 0;
        }
        while (to - from < count) {
            int read = in.read(bytes, to, bytes.length - to);
            if (read < 0) {
                throw new EOFException("ended by the server");
            }
            to += read;
        }
    }

    void skip(int count) {
        from += count;
        if (from == to) {
            from = 0;
            to = 0;
        }
    }

    /** Waits for a whole line, and returns it without its end. */
    byte[] line() throws IOException {
        for (int length = 1; ; length++) {
            need(length);
            if (bytes[from + length - 1] == '\n') {
                int end = length > 1 && bytes[from + length - 2] == '\r' ? length - 2 : length - 1;
                byte[] line = Arrays.copyOfRange(bytes, from, from + end);
                skip(length);
                return line;
            }
        }
    }

    synchronized void send(byte[] what) throws IOException {
        out.write(what);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
