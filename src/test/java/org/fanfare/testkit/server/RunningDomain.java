package org.fanfare.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.fanfare.testkit.Until;

/** A domain of Payara that runs for the sake of its configuration. Ends with the JVM that started it. */
public final class RunningDomain implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final PayaraDomain domain;
    private final Ports ports;
    private final Process process;

    private RunningDomain(PayaraDomain domain, Ports ports, Process process) {
        this.domain = domain;
        this.ports = ports;
        this.process = process;
    }

    /** Starts a fresh domain in {@code target/it/NAME}, and returns when it takes commands. */
    public static RunningDomain fresh(String name) {
        try {
            PayaraDomain domain = PayaraDomain.copy(
                    PayaraDomain.fresh(), FanfareServer.TARGET.resolve("it").resolve(name));
            Ports ports = Ports.of(0, 0);
            domain.listenOn(ports);
            return start(domain, ports);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a domain in {@code target/it/NAME} that is configured for Fanfare, and returns when it takes commands. */
    public static RunningDomain configured(String name, int httpPort) {
        try {
            PayaraDomain domain = PayaraDomain.copy(
                    PayaraConfiguration.after(List.of()),
                    FanfareServer.TARGET.resolve("it").resolve(name));
            Ports ports = Ports.of(httpPort, 0);
            domain.listenOn(ports);
            return start(domain, ports, "-Darquillian.http.port=" + httpPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RunningDomain start(PayaraDomain domain, Ports ports, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        all.add(ParentWatch.option(domain.path()));
        Process process = new ProcessBuilder(domain.command(all))
                .redirectErrorStream(true)
                .redirectOutput(domain.path().resolve("logs/console.log").toFile())
                .start();
        process.getOutputStream().close();
        var running = new RunningDomain(domain, ports, process);
        try {
            Until.holds(
                    "the domain takes commands; see " + domain.path().resolve("logs/server.log"),
                    START_LIMIT,
                    running::takesCommands);
            return running;
        } catch (InterruptedException e) {
            running.close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    /** The domain's directory. */
    public Path path() {
        return domain.path();
    }

    /** Runs a script of {@code server-config/payara} and returns what it printed. */
    public String script(String name) {
        return script(name, Map.of());
    }

    /** Runs a script of {@code server-config/payara} with variables in its environment, and returns what it printed. */
    public String script(String name, Map<String, String> variables) {
        return Asadmin.run(domain.path(), ports.management(), name, variables);
    }

    /** Sends a command, whose parts are separated by blanks. */
    public String command(String command) {
        return Asadmin.command(domain.path(), ports.management(), command);
    }

    private boolean takesCommands() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the domain ended; see " + domain.path());
        }
        int status = FanfareServer.statusOf(ports.managementUri().resolve("management/domain"));
        return status == 200 && FanfareServer.statusOf(ports.httpUri()) == 200;
    }

    /** Stops it as an administrator would; kills it if that takes too long. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
