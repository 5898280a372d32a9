package org.fanfare.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The management client of Payara, used on a domain that runs. */
public final class Asadmin {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Asadmin() {}

    /** The client's file and what it needs to reach a domain. */
    static List<String> client(int port) {
        return List.of(
                Product.PAYARA.home().resolve("bin/asadmin").toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port));
    }

    /**
     * Runs a script of {@code server-config/payara}, or one with an absolute path, on a running domain.
     *
     * @param domain the domain's directory, where the output is left
     * @param variables what the script is told beside the client to use
     * @return what the script printed
     * @throws IllegalStateException if it failed
     */
    public static String run(Path domain, int port, String script, Map<String, String> variables) {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("ASADMIN", String.join(" ", client(port)));
        return run(
                domain, List.of("sh", Product.PAYARA.scripts().resolve(script).toString()), environment);
    }

    /** Sends a command, whose parts are separated by blanks, to a running domain. */
    static String command(Path domain, int port, String command) {
        List<String> line = new ArrayList<>(client(port));
        line.addAll(List.of(command.split(" ", -1)));
        return run(domain, line, Map.of());
    }

    /** Runs a local command, which needs no running domain. */
    static String local(Path output, String... arguments) {
        List<String> line = new ArrayList<>();
        line.add(Product.PAYARA.home().resolve("bin/asadmin").toString());
        line.addAll(List.of(arguments));
        return run(output, line, Map.of());
    }

    private static String run(Path directory, List<String> line, Map<String, String> environment) {
        try {
            Path output = Files.createDirectories(directory.resolve("logs")).resolve("asadmin.txt");
            var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("AS_JAVA", System.getProperty("java.home"));
            builder.environment().putAll(environment);
            Process client = builder.start();
            if (!client.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS) || client.exitValue() != 0) {
                client.destroyForcibly();
                throw new IllegalStateException(String.join(" ", line) + " failed:\n" + Files.readString(output));
            }
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
