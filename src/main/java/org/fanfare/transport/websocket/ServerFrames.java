package org.fanfare.transport.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.fanfare.session.Batch;
import org.fanfare.session.Frame;

/** Writes a batch as a server's WebSocket frames: whole text messages, not masked, without extensions (RFC 6455 section 5.2). */
enum ServerFrames implements Batch.Form {
    /** A frame for each message. */
    EACH {
        @Override
        public byte[] encode(Batch batch) {
            return framed(batch.frames().stream().map(Frame::text).toList());
        }
    },
    /** One frame for all messages, which line feeds part. */
    JOINED {
        @Override
        public byte[] encode(Batch batch) {
            return framed(List.of(batch.joined()));
        }
    };

    private static final byte FINAL_TEXT = (byte) 0x81;
    private static final byte FINAL_PING = (byte) 0x89;
    private static final int MAX_7_BITS = 125;
    private static final int MAX_16_BITS = 0xFFFF;
    private static final byte LENGTH_16_BITS = 126;
    private static final byte LENGTH_64_BITS = 127;

    /** A ping frame without data (RFC 6455 section 5.5.2). */
    static byte[] ping() {
        return new byte[] {FINAL_PING, 0};
    }

    private static byte[] framed(List<String> messages) {
        List<byte[]> texts = messages.stream()
                .map(message -> message.getBytes(StandardCharsets.UTF_8))
                .toList();
        ByteBuffer frames = ByteBuffer.allocate(texts.stream()
                .mapToInt(text -> headBytes(text.length) + text.length)
                .sum());
        for (byte[] text : texts) {
            putHead(frames, text.length);
            frames.put(text);
        }
        return frames.array();
    }

    private static int headBytes(int length) {
        return length <= MAX_7_BITS ? 2 : length <= MAX_16_BITS ? 4 : 10;
    }

    private static void putHead(ByteBuffer frames, int length) {
        frames.put(FINAL_TEXT);
        if (length <= MAX_7_BITS) {
            frames.put((byte) length);
        } else if (length <= MAX_16_BITS) {
            frames.put(LENGTH_16_BITS).putShort((short) length);
        } else {
            frames.put(LENGTH_64_BITS).putLong(length);
        }
    }
}
