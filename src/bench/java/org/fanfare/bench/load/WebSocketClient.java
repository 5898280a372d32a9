package org.fanfare.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The client's side of RFC 6455, as far as text messages go. */
abstract class WebSocketClient extends Client {
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int MAX_MESSAGE_BYTES = 16 << 20;
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final String path;
    private final @Nullable String subprotocol;
    private final SplittableRandom random;
    private final String key;
    private boolean open;
    private @Nullable ByteArrayOutputStream fragments;

    /** A WebSocket to the reactor's server. */
    WebSocketClient(Reactor reactor, Watcher watcher, String path, @Nullable String subprotocol) throws IOException {
        this(reactor, watcher, reactor.server(), path, subprotocol);
    }

    WebSocketClient(
            Reactor reactor, Watcher watcher, InetSocketAddress server, String path, @Nullable String subprotocol)
            throws IOException {
        super(reactor, watcher, server);
        this.path = path;
        this.subprotocol = subprotocol;
        this.random = new SplittableRandom();
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        this.key = Base64.getEncoder().encodeToString(nonce);
    }

    /** Called once the handshake is done. */
    abstract void opened() throws IOException;

    /** Takes one text message; {@code b} is valid during this call only. */
    abstract void message(byte[] b, int from, int to, long now) throws IOException;

    @Override
    final void connected() throws IOException {
        String offer = subprotocol == null ? "" : "Sec-WebSocket-Protocol: " + subprotocol + "\r\n";
        send(Bytes.ascii("GET " + path + " HTTP/1.1\r\nHost: " + host()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + key
                + "\r\n" + offer + "\r\n"));
    }

    @Override
    final int received(byte[] b, int end, long now) throws IOException {
        int at = 0;
        if (!open) {
            int head = Bytes.indexOf(b, 0, end, Bytes.HEAD_END);
            if (head < 0) {
                return 0;
            }
            checkHandshake(new String(b, 0, head, ISO_8859_1));
            open = true;
            opened();
            at = head + Bytes.HEAD_END.length;
        }
        for (int next = frame(b, at, end, now); next > at; next = frame(b, at, end, now)) {
            at = next;
        }
        return at;
    }

    private void checkHandshake(String head) throws IOException {
        String lower = head.toLowerCase(Locale.ROOT);
        if (!head.startsWith("HTTP/1.1 101") || !head.contains(accept())) {
            throw new IOException("no WebSocket: " + head.lines().findFirst().orElse(""));
        }
        if (subprotocol != null && !lower.contains("sec-websocket-protocol: " + subprotocol)) {
            throw new IOException("subprotocol not taken: " + subprotocol);
        }
    }

    private String accept() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes the frame at {@code at} if it is whole; returns where the next begins, or {@code at}. */
    private int frame(byte[] b, int at, int end, long now) throws IOException {
        if (end - at < 2) {
            return at;
        }
        int length = b[at + 1] & 0x7f;
        int extra = length == 126 ? 2 : length == 127 ? 8 : 0;
        int from = at + 2 + extra;
        if (end < from) {
            return at;
        }
        if ((b[at] & 0x70) != 0 || b[at + 1] < 0) {
            throw new IOException("a masked or extended frame from the server");
        }
        long size = extra == 0 ? length : number(b, at + 2, from);
        if (size < 0 || size > MAX_MESSAGE_BYTES) {
            throw new IOException("a frame of " + size + " bytes");
        }
        int to = from + (int) size;
        if (end < to) {
            return at;
        }
        dispatch(b[at] & 0x0f, b[at] < 0, b, from, to, now);
        return to;
    }

    private static long number(byte[] b, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = (value << 8) | (b[i] & 0xff);
        }
        return value;
    }

    private void dispatch(int opcode, boolean last, byte[] b, int from, int to, long now) throws IOException {
        switch (opcode) {
            case TEXT, CONTINUATION -> text(last, b, from, to, now);
            case PING -> send(frame(PONG, Arrays.copyOfRange(b, from, to)));
            case PONG -> {}
            case CLOSE -> end("closed with " + (to - from < 2 ? 1005 : number(b, from, from + 2)));
            default -> throw new IOException("opcode " + opcode);
        }
    }

    private void text(boolean last, byte[] b, int from, int to, long now) throws IOException {
        if (last && fragments == null) {
            message(b, from, to, now);
            return;
        }
        var collected = fragments == null ? new ByteArrayOutputStream() : fragments;
        collected.write(b, from, to - from);
        if (collected.size() > MAX_MESSAGE_BYTES) {
            throw new IOException("a message of more than " + MAX_MESSAGE_BYTES + " bytes");
        }
        fragments = last ? null : collected;
        if (last) {
            message(collected.toByteArray(), 0, collected.size(), now);
        }
    }

    /** Sends one text message. */
    final void sendText(String text) throws IOException {
        send(frame(TEXT, text.getBytes(UTF_8)));
    }

    /** A masked frame (RFC 6455 section 5.3). */
    private byte[] frame(int opcode, byte[] payload) {
        int extra = payload.length < 126 ? 0 : payload.length < 65_536 ? 2 : 8;
        byte[] frame = new byte[2 + extra + 4 + payload.length];
        frame[0] = (byte) (0x80 | opcode);
        frame[1] = (byte) (0x80 | (extra == 0 ? payload.length : extra == 2 ? 126 : 127));
        for (int i = 0; i < extra; i++) {
            frame[2 + i] = (byte) ((long) payload.length >>> (8 * (extra - 1 - i)));
        }
        int mask = random.nextInt();
        for (int i = 0; i < 4; i++) {
            frame[2 + extra + i] = (byte) (mask >>> (8 * (3 - i)));
        }
        for (int i = 0, at = 6 + extra; i < payload.length; i++, at++) {
            frame[at] = (byte) (payload[i] ^ (mask >>> (8 * (3 - (i & 3)))));
        }
        return frame;
    }
}
