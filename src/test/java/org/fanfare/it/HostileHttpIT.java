package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.fanfare.testkit.client.RawSocket;
import org.fanfare.testkit.server.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that break HTTP or the protocol's limits: a refusal that tells nothing of the inside. */
class HostileHttpIT extends HostileClients {
    private static final URI BASE = Gateway.base();

    /** Payara answers before a body has come, and waits for the rest of it before it ends the connection. */
    private static final String PROBLEM_END = "\"type\":\"about:blank\"}";

    private static String path(String rest) {
        return BASE.getPath() + rest;
    }

    /** Sends a request as it stands and reads the whole answer; {@code Host} and {@code Connection} are added. */
    private static String answer(String requestLine, String headers, String body) {
        try (RawSocket socket = RawSocket.open(BASE)) {
            socket.offer((requestLine + "\r\nHost: " + BASE.getAuthority() + "\r\nConnection: close\r\n" + headers
                            + "\r\n" + body)
                    .getBytes(StandardCharsets.ISO_8859_1));
            return socket.readToEnd(PROBLEM_END);
        }
    }

    private static void assertRefused(String answer) {
        assertTrue(answer.isEmpty() || answer.matches("(?s)HTTP/1\\.1 4\\d\\d .*"), answer);
        assertTellsNothing(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/json\r\nContent-Length: -1\r\n",
                "Content-Type: application/json\r\nContent-Length: x\r\n",
                "Content-Type: application/json\r\nContent-Length: 99999999999999999999\r\n",
                "Content-Type: application/json\r\nContent-Length: 9999999999\r\n",
                "Content-Type: application/json\r\nTransfer-Encoding: nonsense\r\n",
                "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n",
                "Content-Type: \r\nContent-Length: 1\r\n",
                "Content-Type: application/json;;;=\r\nContent-Length: 1\r\n",
                "Content-Type: /\r\nContent-Length: 1\r\n",
                "no header\r\nContent-Length: 1\r\n"
            })
    void badHeadersOfAPublishAreRefused(String headers) {
        assertRefused(
                answer("POST " + path("api/topics/it.a") + " HTTP/1.1", headers, "{ this is no chunk either\r\n\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api/topics/it%2Fa",
                "api/topics/it%00a",
                "api/topics/it%0d%0aX:%20y",
                "api/topics/..%2f..%2fWEB-INF/web.xml",
                "api/topics/%ff",
                "api/topics/it;a=b",
                "api/topics/",
                "api/topics//",
                "WEB-INF/web.xml",
                "api/../WEB-INF/web.xml"
            })
    void anOddPathIsRefused(String rest) {
        assertRefused(answer(
                "POST " + path(rest) + " HTTP/1.1", "Content-Type: application/json\r\nContent-Length: 1\r\n", "1"));
    }

    /** Payara answers it itself, with nothing, before the application is asked. */
    @ParameterizedTest
    @ValueSource(strings = {"api/topics/%", "api/topics/%zz"})
    void aPathThatIsNotPercentEncodedIsRefusedOrOnPayaraAnsweredWithNothing(String rest) {
        String answer = answer(
                "POST " + path(rest) + " HTTP/1.1", "Content-Type: application/json\r\nContent-Length: 1\r\n", "1");

        if (Product.chosen() == Product.PAYARA) {
            assertTrue(answer.startsWith("HTTP/1.1 200 ") && answer.contains("Content-Length: 0\r\n"), answer);
            assertTellsNothing(answer);
        } else {
            assertRefused(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"api/poll", "api/events"})
    void aTopicOfAMegabyteInTheUrlIsRefused(String rest) {
        assertRefused(answer("GET " + path(rest) + "?topic=" + "x".repeat(1 << 20) + " HTTP/1.1", "", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topic=%ff",
                "topic=%",
                "topic=a&since=%00",
                "topic=a&wait=1e9",
                "topic=a&wait=99999999999999999999",
                "topic[]=a",
                "&&&=&="
            })
    void anOddQueryIsRefused(String query) {
        assertRefused(answer("GET " + path("api/poll?" + query) + " HTTP/1.1", "", ""));
    }

    @Test
    void hugeHeadersAreRefused() {
        assertRefused(
                answer("GET " + path("api/poll?topic=a") + " HTTP/1.1", "X: " + "x".repeat(2 << 20) + "\r\n", ""));
        assertRefused(answer("GET " + path("api/poll?topic=a") + " HTTP/1.1", "X: y\r\n".repeat(5_000), ""));
    }

    @Test
    void aLastEventIdThatIsNoCursorIsRefused() {
        assertRefused(answer(
                "GET " + path("api/events?topic=a") + " HTTP/1.1", "Last-Event-ID: " + "x".repeat(5_000) + "\r\n", ""));
        assertRefused(answer("GET " + path("api/events?topic=a") + " HTTP/1.1", "Last-Event-ID: \u00ff\u0001\r\n", ""));
    }

    @Test
    void aBodyWithoutEndIsRefusedAtTheLimit() {
        try (RawSocket socket = RawSocket.open(BASE)) {
            socket.send("POST " + path("api/topics/it.a") + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n");
            byte[] chunk = ("1000\r\n" + "x".repeat(0x1000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            boolean taken = true;
            for (int i = 0; taken && i < 25_000; i++) {
                taken = socket.offer(chunk);
            }
            String head = socket.readHead();

            assertTrue(head.startsWith("HTTP/1.1 413") || (head.isEmpty() && !taken), head);
        }
    }

    /**
     * Known deviations: WildFly opens a WebSocket whatever the value of {@code Upgrade} is, and refuses a malformed
     * {@code Content-Type} with a page of its own instead of a problem.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n",
                "Upgrade: websocket\r\nSec-WebSocket-Version: 99\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
                ""
            })
    void aBadHandshakeTellsNothing(String headers) {
        String answer = answer("GET " + path("ws") + " HTTP/1.1", headers, "");
        assertFalse(answer.startsWith("HTTP/1.1 101") || answer.startsWith("HTTP/1.1 2"), answer);
        assertTellsNothing(answer);
    }

    /** A head that never ends holds a connection, and nothing else. */
    @Test
    void headsThatNeverEndDoNotKeepTheOthersFromPolling() {
        List<RawSocket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                RawSocket socket = RawSocket.open(BASE);
                slow.add(socket);
                socket.send("GET " + path("api/poll?topic=a") + " HTTP/1.1\r\nHost: x\r\nX-Drip: ");
            }
            for (int round = 0; round < 20; round++) {
                for (RawSocket socket : slow) {
                    socket.send("x");
                }
            }
            bystanders.assertUnharmed();
        } finally {
            slow.forEach(RawSocket::close);
        }
    }

    /** Nor does a body that never ends, of which each may hold a thread. */
    @Test
    void bodiesThatNeverEndDoNotKeepTheOthersFromPolling() {
        List<RawSocket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                RawSocket socket = RawSocket.open(BASE);
                slow.add(socket);
                socket.send(
                        "POST " + path("api/topics/it.a") + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 1000\r\n\r\n{");
            }
            bystanders.assertUnharmed();
        } finally {
            slow.forEach(RawSocket::close);
        }
    }

    @Test
    void pollsThatGoAwayDoNoHarm() {
        for (int i = 0; i < 500; i++) {
            try (RawSocket socket = RawSocket.open(BASE)) {
                socket.send("GET " + path("api/poll?topic=it.a&wait=55&since=t-1") + " HTTP/1.1\r\nHost: x\r\n\r\n");
            }
        }
    }

    @Test
    void streamsThatGoAwayDoNoHarm() {
        for (int i = 0; i < 300; i++) {
            try (RawSocket socket = RawSocket.open(BASE)) {
                socket.send("GET " + path("api/events?topic=it.a") + " HTTP/1.1\r\nHost: x\r\n\r\n");
                assertEquals("HTTP/1.1 200", socket.readHead().substring(0, 12));
            }
        }
    }
}
