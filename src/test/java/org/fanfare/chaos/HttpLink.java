package org.fanfare.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/** One kept HTTP/1.1 connection: one request at a time. For one thread; any may close it. */
final class HttpLink implements AutoCloseable {
    private static final int CHUNKED = -1;

    private final URI base;
    private final Link link;
    private int bodyBytes;

    /** An answer with its whole body. */
    record Answer(int status, String body) {}

    HttpLink(URI base, Duration silence) throws IOException {
        this.base = base;
        this.link = new Link(base, silence);
    }

    /**
     * Sends a GET, and returns the status once the head of the answer is there.
     *
     * @param path under the application
     * @param headers whole lines, each with its end
     */
    int get(String path, String headers) throws IOException {
        send("GET " + base.getPath() + path + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\n" + headers + "\r\n");
        return head();
    }

    /** Sends a POST of JSON; {@link #answer} tells how it ended. */
    void post(String path, String headers, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        send("POST " + base.getPath() + path + " HTTP/1.1\r\nHost: " + base.getAuthority()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n" + headers + "\r\n"
                + body);
    }

    /** Waits for the whole answer to what was sent last. */
    Answer answer() throws IOException {
        return new Answer(head(), new String(body(), UTF_8));
    }

    private void send(String request) throws IOException {
        link.send(request.getBytes(UTF_8));
    }

    private int head() throws IOException {
        String status = new String(link.line(), ISO_8859_1);
        if (!status.startsWith("HTTP/1.1 ")) {
            throw new IOException("no HTTP: " + status);
        }
        bodyBytes = 0;
        for (String line = header(); !line.isEmpty(); line = header()) {
            if (line.startsWith("content-length:")) {
                bodyBytes = Integer.parseInt(line.substring(15).strip());
            } else if (line.startsWith("transfer-encoding:")) {
                bodyBytes = CHUNKED;
            }
        }
        return Integer.parseInt(status.substring(9, 12));
    }

    private String header() throws IOException {
        return new String(link.line(), ISO_8859_1).toLowerCase(Locale.ROOT);
    }

    /** The whole body of the answer. */
    byte[] body() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (piece(body::write)) {
            // Until its end.
        }
        return body.toByteArray();
    }

    /** Who takes pieces of a body. */
    interface Sink {
        /** Takes a piece; the bytes are valid during this call only. */
        void piece(byte[] b, int from, int count) throws IOException;
    }

    /** Waits for the next piece of the body; false if there is none any more. */
    boolean piece(Sink sink) throws IOException {
        if (bodyBytes != CHUNKED) {
            link.need(bodyBytes);
            sink.piece(link.bytes(), link.from(), bodyBytes);
            link.skip(bodyBytes);
            return false;
        }
        int size = Integer.parseInt(new String(link.line(), ISO_8859_1).strip(), 16);
        link.need(size + 2);
        sink.piece(link.bytes(), link.from(), size);
        link.skip(size + 2);
        return size > 0;
    }

    @Override
    public void close() {
        link.close();
    }
}
