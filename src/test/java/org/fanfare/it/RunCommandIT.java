package org.fanfare.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fanfare.testkit.server.FreePorts;
import org.fanfare.testkit.server.RunFanfare;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Run command, in a JVM of its own that stands for Maven's. */
@Timeout(300)
@SuppressWarnings("NullAway.Init") // each test starts the command
class RunCommandIT {
    private final int port = FreePorts.one();
    private Process command;

    @AfterEach
    void endTheCommand() {
        command.destroyForcibly();
    }

    @Test
    void endingTheCommandStopsTheServer() throws Exception {
        start();
        ProcessHandle server = awaitServer();

        command.destroy();
        command.waitFor();

        assertFalse(server.isAlive());
        assertThrows(ConnectException.class, this::connect);
    }

    @Test
    void killingTheCommandStopsTheServer() throws Exception {
        start();
        ProcessHandle server = awaitServer();

        command.destroyForcibly();

        server.onExit().get(60, TimeUnit.SECONDS);
        assertThrows(ConnectException.class, this::connect);
    }

    @Test
    void aPortInUseIsToldInOneLine() throws Exception {
        try (var occupied = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            start();

            List<String> lines = command.inputReader(UTF_8).lines().toList();

            String used = "Fanfare: port " + occupied.getLocalPort() + " is in use";
            assertEquals(List.of(used + ": choose another one with -Dfanfare.port=PORT"), lines);
            assertEquals(1, command.waitFor());
        }
    }

    private void start() throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        "-Dfanfare.port=" + port,
                        "-Dfanfare.management-port=" + FreePorts.one(),
                        RunFanfare.class.getName())
                .redirectErrorStream(true)
                .start();
    }

    /** Reads the command's output up to the page's address, and returns the server's process. */
    private ProcessHandle awaitServer() {
        String address = "http://localhost:" + port + "/fanfare/";
        boolean live = command.inputReader(UTF_8).lines().anyMatch(line -> line.endsWith(address));
        assertTrue(live, "the command ended without telling " + address);
        return command.children().findFirst().orElseThrow();
    }

    private void connect() throws IOException {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
    }
}
