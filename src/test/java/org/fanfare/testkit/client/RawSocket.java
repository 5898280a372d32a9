package org.fanfare.testkit.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A TCP connection that speaks HTTP and WebSocket only as well as it is told to. For one thread. */
public final class RawSocket implements AutoCloseable {
    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;
    /** What {@link #closeCode()} returns when the server cut the connection without a close frame. */
    public static final int CUT = 1006;

    private static final byte[] MASK = {0x12, 0x34, 0x56, 0x78};

    /** A frame from the server. */
    public record Frame(int opcode, boolean last, ByteBuffer payload) {
        public String text() {
            return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
        }
    }

    private final Socket socket = new Socket();
    private final String host;
    private final InputStream in;
    private final OutputStream out;

    private RawSocket(URI base, int receiveBufferBytes) throws IOException {
        if (receiveBufferBytes > 0) {
            socket.setReceiveBufferSize(receiveBufferBytes);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) Http.PATIENCE.toMillis());
        socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), (int) Http.PATIENCE.toMillis());
        host = base.getAuthority();
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Connects. */
    public static RawSocket open(URI base) {
        return open(base, 0);
    }

    /** Connects with a receive buffer of a size in bytes, so that the server soon finds it full. */
    public static RawSocket open(URI base, int receiveBufferBytes) {
        try {
            return new RawSocket(base, receiveBufferBytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects and opens a WebSocket on {@code ws}. */
    public static RawSocket webSocket(URI base) {
        return open(base).handshake(base, WebSocketLink.PLAIN);
    }

    /** Opens a WebSocket on {@code ws}. */
    public RawSocket handshake(URI base, String subprotocol) {
        send("GET " + base.getPath() + "ws HTTP/1.1\r\nHost: " + host
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: "
                + subprotocol + "\r\n\r\n");
        String head = readHead();
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new AssertionError(head);
        }
        return this;
    }

    /** Sends a text as UTF-8. */
    public void send(String text) {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes as they are. */
    public void send(byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends bytes as they are, and tells whether the connection still took them. */
    public boolean offer(byte[] bytes) {
        try {
            out.write(bytes);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Sends a masked text frame. */
    public void text(String text) {
        send(frame(TEXT, true, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A masked frame. */
    public static byte[] frame(int opcode, boolean last, byte[] payload) {
        return anyFrame((last ? 0x80 : 0) | opcode, true, payload);
    }

    /**
     * A frame whose first byte is chosen freely (RFC 6455 section 5.2).
     *
     * @param first FIN, the three reserved bits and the opcode
     */
    public static byte[] anyFrame(int first, boolean masked, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        frame.writeBytes(header(first, masked, payload.length));
        if (masked) {
            frame.writeBytes(MASK);
            byte[] body = new byte[payload.length];
            for (int i = 0; i < body.length; i++) {
                body[i] = (byte) (payload[i] ^ MASK[i & 3]);
            }
            frame.writeBytes(body);
        } else {
            frame.writeBytes(payload);
        }
        return frame.toByteArray();
    }

    /** A frame's header without the mask, for a payload that may never come. */
    public static byte[] header(int first, boolean masked, long length) {
        ByteArrayOutputStream header = new ByteArrayOutputStream(14);
        int mask = masked ? 0x80 : 0;
        header.write(first);
        if (length < 126) {
            header.write(mask | (int) length);
        } else if (length < 65_536) {
            header.write(mask | 126);
            header.write((int) (length >> 8));
            header.write((int) length);
        } else {
            header.write(mask | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                header.write((int) (length >> shift));
            }
        }
        return header.toByteArray();
    }

    /** Reads the head of an HTTP answer, its empty line included; what there is if the connection ends before. */
    public String readHead() {
        StringBuilder head = new StringBuilder();
        int end = 0;
        try {
            for (int c = in.read(); c >= 0; c = in.read()) {
                head.append((char) c);
                end = c == "\r\n\r\n".charAt(end) ? end + 1 : c == '\r' ? 1 : 0;
                if (end == 4) {
                    break;
                }
            }
        } catch (IOException e) {
            // A reset after a refusal may overtake its text: what was read so far counts.
        }
        return head.toString();
    }

    /** Reads all until the server ends the connection or resets it. */
    public String readToEnd() {
        return readToEnd("");
    }

    /**
     * Reads all until the server ends the connection or resets it, or the last piece ends with a mark.
     *
     * @param mark empty for none
     */
    public String readToEnd(String mark) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece = new byte[16_384];
        byte[] end = mark.getBytes(StandardCharsets.US_ASCII);
        try {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                all.write(piece, 0, count);
                if (end.length > 0
                        && count >= end.length
                        && Arrays.equals(piece, count - end.length, count, end, 0, end.length)) {
                    break;
                }
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection was not ended within " + Http.PATIENCE, e);
        } catch (IOException e) {
            // As above.
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /** Reads bytes. */
    public byte[] read(int count) {
        try {
            return in.readNBytes(count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one frame; a close frame with code {@value #CUT} stands for the end of the connection. */
    public Frame readFrame() {
        try {
            int first = in.read();
            int second = in.read();
            if (second < 0) {
                return cut();
            }
            long length = second & 0x7f;
            int more = length == 126 ? 2 : length == 127 ? 8 : 0;
            if (more > 0) {
                length = 0;
                for (int i = 0; i < more; i++) {
                    length = length << 8 | in.read();
                }
            }
            return new Frame(first & 0x0f, (first & 0x80) != 0, ByteBuffer.wrap(in.readNBytes((int) length)));
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no frame within " + Http.PATIENCE, e);
        } catch (IOException e) {
            return cut();
        }
    }

    private static Frame cut() {
        return new Frame(
                CLOSE, true, ByteBuffer.allocate(2).putShort((short) CUT).flip());
    }

    /** Reads messages until one is of a type. */
    public Message next(String type) {
        while (true) {
            Frame frame = readFrame();
            if (frame.opcode() == CLOSE) {
                throw new AssertionError("closed with " + code(frame) + " before " + type);
            }
            if (frame.opcode() == TEXT) {
                Message message = Message.of(frame.text(), null);
                if (message.type().equals(type)) {
                    return message;
                }
            }
        }
    }

    /** Reads on until the server closes, and returns the code. */
    public int closeCode() {
        while (true) {
            Frame frame = readFrame();
            if (frame.opcode() == CLOSE) {
                return code(frame);
            }
        }
    }

    /** A close frame's code; 1005 if it has none. */
    public static int code(Frame close) {
        return close.payload().remaining() < 2 ? 1005 : close.payload().getShort(0);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
