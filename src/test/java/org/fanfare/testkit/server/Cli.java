package org.fanfare.testkit.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The management client of the provisioned server: for the configuration of a base directory, or for a server that runs. */
public final class Cli {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private Cli() {}

    /**
     * Runs a script in one session.
     *
     * @param base a base directory with a {@code configuration/standalone.xml}, which the script changes
     * @return what the client printed
     * @throws IllegalStateException if a command failed
     */
    public static String run(Path base, String script) {
        try {
            Path log = Files.createDirectories(base.resolve("log"));
            Path file = log.resolve("session.cli");
            Path output = log.resolve("session.txt");
            Files.writeString(
                    file,
                    "embed-server --std-out=discard --server-config=standalone.xml\n" + script
                            + "\nstop-embedded-server\n");
            run(output, "-Djboss.server.base.dir=" + base, "--file=" + file);
            return Files.readString(output, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a command to a running server and waits until it is done. */
    static void command(Path base, int managementPort, String command) {
        try {
            run(base.resolve("log/command.txt"), "", "--connect", "--controller=127.0.0.1:" + managementPort, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Path output, String javaOptions, String... arguments) throws IOException {
        var command = new ArrayList<>(
                List.of(Product.WILDFLY.home().resolve("bin/jboss-cli.sh").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS", javaOptions);
        Process client = builder.start();
        try {
            if (!client.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS) || client.exitValue() != 0) {
                client.destroyForcibly();
                throw new IllegalStateException("the script failed; see " + output);
            }
        } catch (InterruptedException e) {
            client.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The text of a script in {@code server-config/wildfly}. */
    public static String script(String name) {
        try {
            return Files.readString(Product.WILDFLY.scripts().resolve(name), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
