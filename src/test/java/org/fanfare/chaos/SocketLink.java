package org.fanfare.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The client's side of a WebSocket, as far as text goes (RFC 6455). One thread reads; any may send and close. */
final class SocketLink implements AutoCloseable {
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final Link link;
    private final ByteArrayOutputStream fragments = new ByteArrayOutputStream(0);

    /** Who takes messages. */
    interface Sink {
        /** Takes one message; the bytes are valid during this call only. */
        void message(byte[] b, int from, int to) throws IOException;
    }

    /** Connects, and waits until the handshake is done. */
    SocketLink(URI base, String subprotocol, Duration silence) throws IOException {
        link = new Link(base, silence);
        try {
            String request = "GET " + base.getPath() + "ws HTTP/1.1\r\nHost: " + base.getAuthority()
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: " + subprotocol
                    + "\r\n\r\n";
            link.send(request.getBytes(ISO_8859_1));
            String status = new String(link.line(), ISO_8859_1);
            if (!status.startsWith("HTTP/1.1 101")) {
                throw new IOException("no WebSocket: " + status);
            }
            while (link.line().length > 0) {
                // The other headers say nothing new.
            }
        } catch (IOException e) {
            link.close();
            throw e;
        }
    }

    /** Reads one frame, and hands on each message in it. */
    void next(Sink sink) throws IOException {
        link.need(2);
        int opcode = link.bytes()[link.from()] & 0x0f;
        boolean last = link.bytes()[link.from()] < 0;
        int length = link.bytes()[link.from() + 1] & 0x7f;
        int extra = length == 126 ? 2 : length == 127 ? 8 : 0;
        link.need(2 + extra);
        long size = extra == 0 ? length : number(link.bytes(), link.from() + 2, extra);
        int head = 2 + extra;
        link.need((int) Math.min(Integer.MAX_VALUE, head + size));
        int start = link.from() + head;
        int end = start + (int) size;
        dispatch(opcode, last, start, end, sink);
        link.skip(end - start + head);
    }

    private void dispatch(int opcode, boolean last, int from, int to, Sink sink) throws IOException {
        byte[] b = link.bytes();
        switch (opcode) {
            case PING -> send(frame(PONG, Arrays.copyOfRange(b, from, to)));
            case PONG -> {}
            case CLOSE -> throw new IOException("closed with " + (to - from < 2 ? 1005 : number(b, from, 2)));
            default -> {
                if (last && fragments.size() == 0) {
                    lines(b, from, to, sink);
                    return;
                }
                fragments.write(b, from, to - from);
                if (last) {
                    byte[] whole = fragments.toByteArray();
                    fragments.reset();
                    lines(whole, 0, whole.length, sink);
                }
            }
        }
    }

    private static void lines(byte[] b, int from, int to, Sink sink) throws IOException {
        int start = from;
        for (int i = from; i < to; i++) {
            if (b[i] == '\n') {
                sink.message(b, start, i);
                start = i + 1;
            }
        }
        if (start < to) {
            sink.message(b, start, to);
        }
    }

    private static long number(byte[] b, int from, int count) {
        long value = 0;
        for (int i = from; i < from + count; i++) {
            value = value << 8 | (b[i] & 0xff);
        }
        return value;
    }

    /** Sends messages, each in a frame, all in one write. */
    void send(List<String> texts) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (String text : texts) {
            frames.writeBytes(frame(TEXT, text.getBytes(UTF_8)));
        }
        send(frames.toByteArray());
    }

    private void send(byte[] frames) throws IOException {
        link.send(frames);
    }

    /** A frame under a mask of zeros, which changes nothing (section 5.3). */
    private static byte[] frame(int opcode, byte[] payload) {
        int extra = payload.length < 126 ? 0 : payload.length < 65_536 ? 2 : 8;
        byte[] frame = new byte[2 + extra + 4 + payload.length];
        frame[0] = (byte) (0x80 | opcode);
        frame[1] = (byte) (0x80 | (extra == 0 ? payload.length : extra == 2 ? 126 : 127));
        for (int i = 0; i < extra; i++) {
            frame[2 + i] = (byte) ((long) payload.length >>> (8 * (extra - 1 - i)));
        }
        System.arraycopy(payload, 0, frame, 2 + extra + 4, payload.length);
        return frame;
    }

    @Override
    public void close() {
        link.close();
    }
}
