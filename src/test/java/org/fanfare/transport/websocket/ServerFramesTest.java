package org.fanfare.transport.websocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server's frames as of RFC 6455 section 5.2. */
class ServerFramesTest {

    @ParameterizedTest(name = "{0} bytes have the head {1}")
    @CsvSource({
        "0,8100",
        "1,8101",
        "125,817D",
        "126,817E007E",
        "127,817E007F",
        "65535,817EFFFF",
        "65536,817F0000000000010000",
        "70000,817F0000000000011170"
    })
    void theLengthIsWrittenInItsShortestForm(int length, String head) {
        String text = "x".repeat(length);

        byte[] frame = ServerFrames.EACH.encode(Batches.of(text));

        int headBytes = head.length() / 2;
        assertEquals(head, hex(frame, headBytes));
        assertEquals(text, new String(frame, headBytes, length, StandardCharsets.US_ASCII));
        assertEquals(headBytes + length, frame.length);
    }

    @Test
    void theLengthIsThatOfUtf8() {
        String text = "\u00e9\u20ac\ud83d\ude00";
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);

        byte[] frame = ServerFrames.EACH.encode(Batches.of(text));

        assertEquals("8109", hex(frame, 2));
        assertArrayEquals(utf8, Arrays.copyOfRange(frame, 2, frame.length));
    }

    @Test
    void halfACharacterDoesNotMakeTheLengthWrong() {
        byte[] frame = ServerFrames.EACH.encode(Batches.of("\ud83d", "b"));

        assertArrayEquals(bytes("81013F810162"), frame);
    }

    @Test
    void eachMessageHasAFrameOfItsOwn() {
        assertArrayEquals(bytes("8102616281016381026465"), ServerFrames.EACH.encode(Batches.of("ab", "c", "de")));
    }

    @Test
    void joinedMessagesHaveOneFrame() {
        assertArrayEquals(bytes("810761620A630A6465"), ServerFrames.JOINED.encode(Batches.of("ab", "c", "de")));
        assertArrayEquals(bytes("81026162"), ServerFrames.JOINED.encode(Batches.of("ab")));
    }

    @Test
    void aPingIsEmpty() {
        assertArrayEquals(bytes("8900"), ServerFrames.ping());
    }

    private static String hex(byte[] bytes, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(String.format("%02X", bytes[i]));
        }
        return text.toString();
    }

    private static byte[] bytes(String hex) {
        ByteBuffer bytes = ByteBuffer.allocate(hex.length() / 2);
        for (int i = 0; i < hex.length(); i += 2) {
            bytes.put((byte) Integer.parseInt(hex.substring(i, i + 2), 16));
        }
        return bytes.array();
    }
}
