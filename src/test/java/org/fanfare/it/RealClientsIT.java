package org.fanfare.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.fanfare.testkit.client.Http;
import org.fanfare.testkit.client.Message;
import org.fanfare.testkit.client.Publish;
import org.fanfare.testkit.client.Subscription;
import org.fanfare.testkit.client.WebSocketClient;
import org.fanfare.testkit.client.WebSocketLink;
import org.fanfare.testkit.server.FanfareServer;
import org.fanfare.testkit.server.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that others wrote pass the basics. A program that is not installed skips its test by name. */
@Timeout(90)
class RealClientsIT {
    private static final Path PROJECT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path SCRIPTS = PROJECT.resolve("src/client/e2e");
    private static final String CURL_LIMIT_SECONDS = "30";

    private final URI base = FanfareServer.shared().http();
    private final String topic = "it." + UUID.randomUUID();

    @Test
    void theWebSocketClientOfNpmPasses() throws Exception {
        run("ws-basics");
    }

    @Test
    void theEventSourceClientOfNpmPasses() throws Exception {
        run("eventsource-basics");
    }

    @Test
    void chromiumPassesAndShowsThePageOnEachTransport() throws Exception {
        Program.require("chromium");

        run("browser", PROJECT.resolve("target/screenshots").toString());
    }

    @Test
    void curlReadsTheStream() throws Exception {
        Path curl = Program.require("curl");
        String address = base.resolve("api/events?topic=" + topic).toString();
        Process process = start(List.of(curl.toString(), "-N", "-sS", "--max-time", CURL_LIMIT_SECONDS, address));
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            readEvent(lines, "event: welcome");

            String id = new Http(base)
                    .publish(Publish.of(topic, "{\"text\":\"hello\"}").event("CREATED"))
                    .eventId();

            String event = readEvent(lines, "event: CREATED");
            assertTrue(event.contains("\"" + id + "\"") && event.contains("{\"text\":\"hello\"}"), event);
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {WebSocketLink.PLAIN, WebSocketLink.BATCH})
    void theWebSocketClientOfTheJdkPasses(String subprotocol) {
        try (var client = new WebSocketClient(base, subprotocol)) {
            assertEquals(subprotocol, client.link().subprotocol());
            client.link().next("welcome");
            client.subscribe(Subscription.to(topic)).accepted();

            String id = client.publish(Publish.of(topic, "[1,null,\"two\"]")).eventId();

            Message event = client.event();
            assertEquals(id, event.id());
            assertTrue(event.hasRawPayload("[1,null,\"two\"]"), event.raw());
        }
    }

    /** Runs one of the scripts and fails with all that it printed if it ends with anything but 0. */
    private void run(String script, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Program.require("node").toString());
        command.add(SCRIPTS.resolve(script + ".mjs").toString());
        command.add(base.toString());
        command.addAll(List.of(arguments));
        Process process = start(command);
        try {
            String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertEquals(0, process.waitFor(), printed);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Reads up to and with the first event of the stream that has this line. */
    private static String readEvent(BufferedReader lines, String wanted) throws IOException {
        var event = new ArrayList<String>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            event.add(line);
            if (line.isEmpty() && event.contains(wanted)) {
                return String.join("\n", event);
            }
            if (line.isEmpty()) {
                event.clear();
            }
        }
        return fail("the stream ended without \"" + wanted + "\": " + event);
    }
}
