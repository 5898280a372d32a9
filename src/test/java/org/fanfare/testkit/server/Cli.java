package org.fanfare.testkit.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The management client of the provisioned server, used on the configuration of a base directory while no server runs there. */
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
            var builder = new ProcessBuilder(
                            FanfareServer.HOME.resolve("bin/jboss-cli.sh").toString(), "--file=" + file)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("JAVA_OPTS", "-Djboss.server.base.dir=" + base);
            Process client = builder.start();
            if (!client.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS) || client.exitValue() != 0) {
                client.destroyForcibly();
                throw new IllegalStateException("the script failed; see " + output);
            }
            return Files.readString(output, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The text of a script in {@code server-config/wildfly}. */
    public static String script(String name) {
        try {
            return Files.readString(FanfareServer.SCRIPTS.resolve(name), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
