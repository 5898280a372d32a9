package org.fanfare.it;

import static org.fanfare.testkit.client.RawSocket.TEXT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.fanfare.testkit.client.Message;
import org.fanfare.testkit.client.RawSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Well-formed frames with hostile contents: an error that tells nothing of the inside, and the connection stays. */
class HostileMessagesIT extends HostileClients {
    private static final int GARBAGE_MESSAGES = 100_000;

    private static RawSocket connect() {
        return RawSocket.webSocket(Gateway.base());
    }

    private static void assertRefused(RawSocket socket, String frame, String code) {
        socket.text(frame);
        Message error = socket.next("error");
        assertEquals(code, error.text("code"), error.raw());
        assertTellsNothing(error.raw());
    }

    private static void assertAlive(RawSocket socket) {
        socket.text("{\"action\":\"ping\",\"id\":\"alive\"}");
        assertEquals("alive", socket.next("pong").id());
    }

    @Test
    void jsonNested10000DeepIsABadMessage() {
        try (RawSocket socket = connect()) {
            String open = "[".repeat(10_000);
            String close = "]".repeat(10_000);
            assertRefused(socket, open, "BAD_MESSAGE");
            assertRefused(socket, open + close, "BAD_MESSAGE");
            assertRefused(socket, "{\"action\":\"ping\",\"x\":" + open + close + "}", "BAD_MESSAGE");
            assertRefused(
                    socket,
                    "{\"action\":\"publish\",\"topic\":\"it.a\",\"payload\":" + open + close + "}",
                    "BAD_MESSAGE");
            assertRefused(socket, "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000), "BAD_MESSAGE");
            socket.text("{\"action\":\"subscribe\",\"topic\":\"it.a\",\"filters\":{\"a\":" + open + close + "}}");
            assertTellsNothing(socket.next("error").raw());
            assertAlive(socket);
        }
    }

    @Test
    void aTopicOfTheFramesLengthIsABadTopic() {
        try (RawSocket socket = connect()) {
            for (String name :
                    new String[] {"x".repeat(60_000), "x.".repeat(30_000) + "x", "*.".repeat(30_000) + "*"}) {
                assertRefused(socket, "{\"action\":\"subscribe\",\"topic\":\"" + name + "\"}", "BAD_TOPIC");
                assertRefused(socket, "{\"action\":\"publish\",\"payload\":1,\"topic\":\"" + name + "\"}", "BAD_TOPIC");
            }
            assertAlive(socket);
        }
    }

    @Test
    void aTopicOfAMegabyteIsClosedWith1009() {
        try (RawSocket socket = connect()) {
            socket.offer(RawSocket.frame(
                    TEXT,
                    true,
                    ("{\"action\":\"subscribe\",\"topic\":\"" + "x".repeat(1 << 20) + "\"}")
                            .getBytes(StandardCharsets.US_ASCII)));

            int code = socket.closeCode();
            assertTrue(isTooBig(code), "closed with " + code);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\":\"ping\",\"id\":1,\"id\":2}",
                "{\"action\":\"nonsense\",\"action\":\"ping\"}",
                "{\"action\":\"publish\",\"topic\":\"it.a\",\"payload\":{\"a\":1,\"a\":2}}",
                "{\"action\":\"subscribe\",\"topic\":\"it.a\",\"filters\":{\"a\":1,\"a\":2}}"
            })
    void aNameThatStandsTwiceDoesNoHarm(String frame) {
        try (RawSocket socket = connect()) {
            socket.next("welcome");
            socket.text(frame);
            assertTellsNothing(socket.readFrame().text());
            assertAlive(socket);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\ud800\"",
                "\"\\u0000\"",
                "1e999999999",
                "-1e-999999999",
                "0.0000000000000000000000000000000000000000000000000000000000000000000000000000001"
            })
    void anOddPayloadIsPassedOnOrRefusedAndDoesNoHarm(String payload) {
        try (RawSocket socket = connect()) {
            socket.next("welcome");
            socket.text("{\"action\":\"subscribe\",\"topic\":\"it.odd\",\"filters\":{\"\":" + payload + "}}");
            assertTellsNothing(socket.readFrame().text());
            socket.text("{\"action\":\"publish\",\"topic\":\"it.odd\",\"payload\":{\"\":" + payload + "}}");
            assertTellsNothing(socket.readFrame().text());
            assertAlive(socket);
        }
    }

    @Test
    void aFilterOfManyKeysAndLongNamesDoesNoHarm() {
        try (RawSocket socket = connect()) {
            StringBuilder filters = new StringBuilder("{\"k\":1");
            for (int i = 0; i < 5_000; i++) {
                filters.append(",\"a.").append(i).append("\":1");
            }
            socket.text("{\"action\":\"subscribe\",\"topic\":\"it.a\",\"id\":\"f\",\"filters\":" + filters + "}}");
            socket.text("{\"action\":\"subscribe\",\"topic\":\"it.a\",\"filters\":{\"" + ".".repeat(60_000) + "\":1}}");
            socket.text("{\"action\":\"publish\",\"topic\":\"it.a\",\"payload\":{\"a\":{\"1\":1}}}");
            assertAlive(socket);
        }
    }

    @Test
    void garbageIsAnsweredMessageByMessage() {
        SplittableRandom random = new SplittableRandom(5);
        try (RawSocket socket = connect()) {
            int window = 100;
            for (int sent = 0; sent < GARBAGE_MESSAGES; sent += window) {
                for (int i = 0; i < window; i++) {
                    socket.text(garbage(random));
                }
                for (int i = 0; i < window; i++) {
                    Message error = socket.next("error");
                    assertTellsNothing(error.raw());
                }
            }
            assertAlive(socket);
        }
    }

    /** Never a whole message: it begins like one and goes wrong. */
    private static String garbage(SplittableRandom random) {
        String whole =
                "{\"action\":\"publish\",\"topic\":\"it.garbage\",\"payload\":{\"n\":[1,2.5e3,null,\"\\u00e9\"]}";
        StringBuilder text = new StringBuilder(whole.substring(0, random.nextInt(whole.length())));
        for (int i = random.nextInt(20); i > 0; i--) {
            text.append((char) random.nextInt(0x20, 0x7b));
        }
        return text.toString();
    }

    @Test
    void aThousandHandshakesThatGoAwayDoNoHarm() {
        for (int i = 0; i < 1_000; i++) {
            try (RawSocket socket = connect()) {
                socket.text("{\"action\":\"subscribe\",\"topics\":[\"it.**\",\"it.gone." + i + "\"]}");
            }
        }
    }
}
