package org.fanfare.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Locale;

/** An HTTP/1.1 client of one kept connection: one request at a time, answers of a given length or in chunks. */
abstract class HttpClient extends Client {
    private static final int WHOLE_CONNECTION = -1;
    private static final int CHUNKED = -2;

    private final boolean streaming;
    private boolean inBody;
    private int status;
    private long bodyBytes;

    /**
     * Makes a client.
     *
     * @param streaming whether the answer never ends, and its chunks are taken one by one
     */
    HttpClient(Reactor reactor, Watcher watcher, boolean streaming) throws IOException {
        super(reactor, watcher);
        this.streaming = streaming;
    }

    /** Takes a whole answer, or one chunk of a stream; {@code b} is valid during this call only. */
    abstract void answer(int code, byte[] b, int from, int to, long now) throws IOException;

    final void get(String path, String accept) throws IOException {
        send(Bytes.ascii("GET " + path + " HTTP/1.1\r\nHost: " + host() + "\r\nAccept: " + accept + "\r\n\r\n"));
    }

    final void post(String path, String body) throws IOException {
        send(Bytes.ascii("POST " + path + " HTTP/1.1\r\nHost: " + host()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body));
    }

    @Override
    final int received(byte[] b, int end, long now) throws IOException {
        int at = 0;
        for (int next = step(b, at, end, now); next > at; next = step(b, at, end, now)) {
            at = next;
        }
        return at;
    }

    /** Takes the next head, body or chunk if it is whole; returns where the one after begins, or {@code at}. */
    private int step(byte[] b, int at, int end, long now) throws IOException {
        if (at >= end) {
            return at;
        }
        if (!inBody) {
            return head(b, at, end, now);
        }
        if (bodyBytes == CHUNKED) {
            return streaming ? chunk(b, at, end, now) : chunks(b, at, end, now);
        }
        if (bodyBytes == WHOLE_CONNECTION) {
            answer(status, b, at, end, now);
            return end;
        }
        return end - at < bodyBytes ? at : finish(b, at, at + (int) bodyBytes, at + (int) bodyBytes, now);
    }

    private int head(byte[] b, int at, int end, long now) throws IOException {
        int headEnd = Bytes.indexOf(b, at, end, Bytes.HEAD_END);
        if (headEnd < 0) {
            return at;
        }
        String[] lines = new String(b, at, headEnd - at, ISO_8859_1).split("\r\n", -1);
        if (!lines[0].matches("HTTP/1\\.1 \\d{3}.*")) {
            throw new IOException("no HTTP: " + lines[0]);
        }
        status = Integer.parseInt(lines[0].substring(9, 12));
        bodyBytes = streaming ? WHOLE_CONNECTION : 0;
        for (String line : lines) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                bodyBytes = Integer.parseInt(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                bodyBytes = CHUNKED;
            }
        }
        int body = headEnd + Bytes.HEAD_END.length;
        inBody = true;
        return bodyBytes == 0 ? finish(b, body, body, body, now) : body;
    }

    private int finish(byte[] b, int from, int to, int next, long now) throws IOException {
        inBody = false;
        answer(status, b, from, to, now);
        return next;
    }

    /** Where the data of the chunk at {@code at} begins; -1 if its size has not come yet. */
    private static int dataOf(byte[] b, int at, int end) {
        int line = Bytes.indexOf(b, at, end, Bytes.LINE_END);
        return line < 0 ? -1 : line + 2;
    }

    private static int sizeOf(byte[] b, int at, int data) throws IOException {
        String size = new String(b, at, data - 2 - at, ISO_8859_1);
        try {
            return Integer.parseInt(size.strip(), 16);
        } catch (NumberFormatException e) {
            throw new IOException("no chunk size: " + size, e);
        }
    }

    private int chunk(byte[] b, int at, int end, long now) throws IOException {
        int data = dataOf(b, at, end);
        if (data < 0) {
            return at;
        }
        int size = sizeOf(b, at, data);
        if (end - data < size + 2) {
            return at;
        }
        if (size == 0) {
            throw new IOException("the stream ended");
        }
        answer(status, b, data, data + size, now);
        return data + size + 2;
    }

    /** Takes a whole chunked body, its chunks moved together. */
    private int chunks(byte[] b, int at, int end, long now) throws IOException {
        int next = at;
        int data = dataOf(b, next, end);
        while (data >= 0) {
            int size = sizeOf(b, next, data);
            next = data + size + 2;
            if (next > end) {
                return at;
            }
            if (size == 0) {
                return finish(b, at, join(b, at), next, now);
            }
            data = dataOf(b, next, end);
        }
        return at;
    }

    private static int join(byte[] b, int at) throws IOException {
        int to = at;
        int next = at;
        int data = dataOf(b, next, b.length);
        for (int size = sizeOf(b, next, data); size > 0; size = sizeOf(b, next, data)) {
            next = data + size + 2;
            System.arraycopy(b, data, b, to, size);
            to += size;
            data = dataOf(b, next, b.length);
        }
        return to;
    }
}
