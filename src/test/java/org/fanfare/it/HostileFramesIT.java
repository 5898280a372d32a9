package org.fanfare.it;

import static org.fanfare.testkit.client.RawSocket.BINARY;
import static org.fanfare.testkit.client.RawSocket.CLOSE;
import static org.fanfare.testkit.client.RawSocket.CONTINUATION;
import static org.fanfare.testkit.client.RawSocket.CUT;
import static org.fanfare.testkit.client.RawSocket.PING;
import static org.fanfare.testkit.client.RawSocket.TEXT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.fanfare.testkit.client.Message;
import org.fanfare.testkit.client.RawSocket;
import org.fanfare.testkit.server.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that break RFC 6455 or the protocol's limits: the right close code, and nobody else notices. */
class HostileFramesIT extends HostileClients {
    private static final int LIMIT = 65_536;

    private static RawSocket connect() {
        return RawSocket.webSocket(Gateway.base());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aFrameAboveTheLimitIsClosedWith1009() {
        try (RawSocket socket = connect()) {
            socket.offer(
                    RawSocket.frame(TEXT, true, utf8("{\"action\":\"ping\",\"x\":\"" + "x".repeat(LIMIT) + "\"}")));

            assertEquals(1009, socket.closeCode());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 30, 1L << 40, Long.MAX_VALUE, -1})
    void aFrameThatAnnouncesMoreThanTheLimitIsNotWaitedFor(long length) {
        try (RawSocket socket = connect()) {
            socket.offer(RawSocket.header(0x80 | TEXT, true, length));
            socket.offer(new byte[4]);
            byte[] part = new byte[16_384];
            Arrays.fill(part, (byte) 'x');
            for (int i = 0; i < 1_024 && socket.offer(part); i++) {
                // 16 MiB of it, or until the server cuts.
            }

            int code = socket.closeCode();
            assertTrue(code == 1002 || isTooBig(code), "closed with " + code);
        }
    }

    /** Tyrus gathers a frame before it hands it on, and calls a full buffer a fault of its own. */
    @Test
    void aFrameThatTheServerCannotGatherIsClosedWith1009ButWith1011OnPayara() {
        try (RawSocket socket = connect()) {
            byte[] frame = RawSocket.frame(TEXT, true, utf8("x".repeat(2 << 20)));
            boolean taken = socket.offer(frame);

            int code = socket.closeCode();
            int wanted = Product.chosen() == Product.PAYARA ? 1011 : 1009;
            assertTrue(code == wanted || (code == CUT && !taken), "closed with " + code);
        }
    }

    @Test
    void fragmentsAboveTheLimitAreClosedWith1009() {
        try (RawSocket socket = connect()) {
            socket.offer(RawSocket.frame(TEXT, false, utf8("{\"action\":\"ping\",\"x\":\"")));
            for (int i = 0; i < 2; i++) {
                socket.offer(RawSocket.frame(CONTINUATION, false, utf8("x".repeat(40_000))));
            }
            socket.offer(RawSocket.frame(CONTINUATION, true, utf8("\"}")));

            assertEquals(1009, socket.closeCode());
        }
    }

    @Test
    void fragmentsWithoutEndAreClosedWith1009() {
        try (RawSocket socket = connect()) {
            byte[] fragment = RawSocket.frame(CONTINUATION, false, utf8("x".repeat(1_000)));
            socket.offer(RawSocket.frame(TEXT, false, utf8("x")));
            boolean taken = true;
            for (int i = 0; taken && i < 64_000; i++) {
                taken = socket.offer(fragment);
            }

            assertEquals(1009, closeCodeOrCut(socket, taken));
        }
    }

    @Test
    void emptyFragmentsWithoutEndDoNotFillTheMemory() {
        try (RawSocket socket = connect()) {
            byte[] empty = RawSocket.frame(CONTINUATION, false, new byte[0]);
            byte[] many = new byte[empty.length * 1_000];
            for (int i = 0; i < 1_000; i++) {
                System.arraycopy(empty, 0, many, i * empty.length, empty.length);
            }
            socket.offer(RawSocket.frame(TEXT, false, utf8("{\"action\":")));
            for (int i = 0; i < 200; i++) {
                socket.offer(many);
            }
            socket.offer(RawSocket.frame(CONTINUATION, true, utf8("\"ping\"}")));

            assertEquals("pong", socket.next("pong").type());
        }
    }

    /** A close frame may be lost when the server resets a connection on which input is left unread. */
    private static int closeCodeOrCut(RawSocket socket, boolean allTaken) {
        int code = socket.closeCode();
        return code == CUT && !allTaken ? 1009 : code;
    }

    @Test
    void aMessageInManySmallFragmentsIsRead() {
        try (RawSocket socket = connect()) {
            byte[] text = utf8("{\"action\":\"ping\",\"id\":\"drip\",\"x\":\"ä漢😀\"}");
            for (int i = 0; i < text.length; i++) {
                socket.send(RawSocket.frame(i == 0 ? TEXT : CONTINUATION, i == text.length - 1, new byte[] {text[i]}));
            }

            assertEquals("drip", socket.next("pong").id());
        }
    }

    @Test
    void aControlFrameBetweenFragmentsIsAnswered() {
        try (RawSocket socket = connect()) {
            socket.next("welcome");
            socket.send(RawSocket.frame(TEXT, false, utf8("{\"action\":")));
            socket.send(RawSocket.frame(PING, true, utf8("here?")));
            RawSocket.Frame pong = socket.readFrame();
            socket.send(RawSocket.frame(CONTINUATION, true, utf8("\"ping\"}")));

            assertEquals(RawSocket.PONG, pong.opcode());
            assertEquals("here?", pong.text());
            socket.next("pong");
        }
    }

    @Test
    void aFrameThatComesByteByByteIsRead() {
        try (RawSocket socket = connect()) {
            for (byte each : RawSocket.frame(TEXT, true, utf8("{\"action\":\"ping\",\"id\":\"slow\"}"))) {
                socket.send(new byte[] {each});
            }

            assertEquals("slow", socket.next("pong").id());
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"ff", "c3", "c328", "c0af", "eda080", "eda0bdedb880", "f4908080", "e28228", "f8a1a1a1a1", "80"})
    void whatIsNotUtf8IsClosedWith1007(String hex) {
        try (RawSocket socket = connect()) {
            byte[] bad = HexFormat.of().parseHex(hex);
            byte[] frame = new byte[bad.length + 2];
            frame[0] = '"';
            System.arraycopy(bad, 0, frame, 1, bad.length);
            frame[frame.length - 1] = '"';
            socket.send(RawSocket.frame(TEXT, true, frame));

            assertEquals(1007, socket.closeCode());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "first bits,        0xf1, true",
        "one reserved bit,  0xc1, true",
        "opcode 3,          0x83, true",
        "opcode 7,          0x87, true",
        "opcode 11,         0x8b, true",
        "opcode 15,         0x8f, true",
        "lone continuation, 0x80, true",
        "a ping in pieces,  0x09, true"
    })
    void aFrameThatBreaksTheRfcIsClosedWith1002(String what, String first, boolean masked) {
        try (RawSocket socket = connect()) {
            socket.offer(RawSocket.anyFrame(Integer.decode(first), masked, utf8("{\"action\":\"ping\"}")));

            assertEquals(1002, socket.closeCode(), what);
        }
    }

    /** Tyrus does not look whether a client masks its frames (RFC 6455 section 5.1 wants them refused). */
    @Test
    void anUnmaskedFrameIsNotReadButOnPayara() {
        try (RawSocket socket = connect()) {
            socket.next("welcome");
            socket.send(RawSocket.anyFrame(0x80 | TEXT, false, utf8("{\"action\":\"ping\",\"id\":1}")));

            if (Product.chosen() == Product.PAYARA) {
                socket.next("pong");
            } else {
                assertEquals(1002, socket.closeCode());
            }
        }
    }

    @Test
    void aNewMessageInTheMiddleOfAnotherIsClosedWith1002() {
        try (RawSocket socket = connect()) {
            socket.send(RawSocket.frame(TEXT, false, utf8("{\"action\":")));
            socket.offer(RawSocket.frame(TEXT, true, utf8("{\"action\":\"ping\"}")));

            assertEquals(1002, socket.closeCode());
        }
    }

    @Test
    void aPingOfMoreThan125BytesIsClosedWith1002() {
        try (RawSocket socket = connect()) {
            socket.offer(RawSocket.frame(PING, true, new byte[126]));

            assertEquals(1002, socket.closeCode());
        }
    }

    @Test
    void aBinaryFrameIsClosedWith1003() {
        try (RawSocket socket = connect()) {
            socket.send(RawSocket.frame(BINARY, true, new byte[] {0, 1, 2}));

            assertEquals(1003, socket.closeCode());
        }
    }

    @Test
    void aBinaryFlowWithoutEndIsClosedWith1003() {
        try (RawSocket socket = connect()) {
            socket.offer(RawSocket.frame(BINARY, false, new byte[1_000]));
            byte[] fragment = RawSocket.frame(CONTINUATION, false, new byte[60_000]);
            boolean taken = true;
            for (int i = 0; taken && i < 1_000; i++) {
                taken = socket.offer(fragment);
            }

            int code = socket.closeCode();
            assertTrue(code == 1003 || (code == CUT && !taken), "closed with " + code);
        }
    }

    @Test
    void aCloseIsAnswered() {
        try (RawSocket socket = connect()) {
            socket.send(RawSocket.frame(CLOSE, true, new byte[] {3, (byte) 232}));

            assertEquals(1000, socket.closeCode());
            assertEquals("", socket.readToEnd());
        }
    }

    @Test
    void anEmptyMessageIsABadMessage() {
        try (RawSocket socket = connect()) {
            socket.send(RawSocket.frame(TEXT, true, new byte[0]));

            Message error = socket.next("error");
            assertEquals("BAD_MESSAGE", error.text("code"));
        }
    }
}
