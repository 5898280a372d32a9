package org.fanfare.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fanfare.testkit.server.FreePorts;
import org.fanfare.testkit.server.RunCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command that runs a cluster, in a JVM of its own that stands for Maven's. */
@Timeout(600)
@SuppressWarnings("NullAway.Init") // the test starts the command
class ClusterCommandIT {
    private static final int SECOND = 100;
    private static final Pattern TELEMETRY = Pattern.compile("server\\.(\\w+)\\.cpu");

    private final int port = FreePorts.one();
    private final int managementPort = FreePorts.one();
    private Process command;

    @AfterEach
    void endTheCommand() {
        command.destroyForcibly();
    }

    @Test
    void eachNodeShowsBothAndEndingTheCommandStopsAllThree() throws Exception {
        start();
        String second = "http://localhost:" + (port + SECOND) + "/fanfare/";
        boolean live = command.inputReader(UTF_8).lines().anyMatch(line -> line.contains(second));
        assertTrue(live, "the command ended without telling " + second);
        List<ProcessHandle> processes = command.children().toList();

        Set<String> seenOnFirst = nodesSeenAt(port);
        Set<String> seenOnSecond = nodesSeenAt(port + SECOND);
        command.destroy();

        assertEquals(seenOnFirst, seenOnSecond);
        assertEquals(3, processes.size());
        for (ProcessHandle process : processes) {
            process.onExit().get(60, TimeUnit.SECONDS);
        }
    }

    private void start() throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        "-Dserver=" + System.getProperty("server", "wildfly"),
                        "-Dfanfare.port=" + port,
                        "-Dfanfare.management-port=" + managementPort,
                        RunCluster.class.getName())
                .redirectErrorStream(true)
                .start();
    }

    /** Reads the telemetry at a node until two nodes were seen in it. */
    private static Set<String> nodesSeenAt(int port) throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/fanfare/api/events?topics=server.**"))
                .build();
        var stream = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofInputStream())
                .body();
        Set<String> nodes = new HashSet<>();
        try (var lines = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            for (String line = lines.readLine(); line != null && nodes.size() < 2; line = lines.readLine()) {
                Matcher found = TELEMETRY.matcher(line);
                if (found.find()) {
                    nodes.add(found.group(1));
                }
            }
        }
        return nodes;
    }
}
