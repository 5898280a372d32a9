package org.fanfare.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A running server with Fanfare deployed, from the {@link Product} in {@code target} and {@code target/fanfare.war}. It listens on
 * the loopback address only. It ends with the JVM that started it, also when that one is killed.
 *
 * <p>May be used from any thread.
 */
public final class FanfareServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int POLL_MILLIS = 100;
    static final Path PROJECT = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    static final Path TARGET = PROJECT.resolve("target");
    private static final Path WAR = TARGET.resolve("fanfare.war");

    private final Process process;
    private final ServerBase base;
    private final List<Path> archives;
    private final Ports ports;

    private FanfareServer(ServerSetup setup) {
        ports = Ports.of(setup.httpPort(), setup.managementPort());
        archives = new ArrayList<>(setup.wars());
        archives.add(WAR);
        base = setup.product().base(setup, ports, archives);
        var command = new ArrayList<>(setup.prefix());
        command.addAll(base.command());
        process = launch(command);
    }

    /** A server to be configured and started; its base directory is {@code target/it/NAME}. */
    public static ServerSetup named(String name) {
        return ServerSetup.named(name);
    }

    /** The one server that all tests of this JVM may share: started at the first call, stopped at the JVM's end. */
    public static FanfareServer shared() {
        return Shared.SERVER;
    }

    /** A base directory {@code target/it/NAME} with the configuration of the provisioned server and nothing else. */
    public static Path configurationCopy(String name) throws IOException {
        Path base = TARGET.resolve("it").resolve(name);
        WildFlyConfiguration.copyProvisioned(base);
        return base;
    }

    static FanfareServer start(ServerSetup setup) {
        var server = new FanfareServer(setup);
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop-" + setup.name()));
            server.awaitDeployments();
            return server;
        } catch (RuntimeException e) {
            server.kill();
            throw e;
        }
    }

    /** The address of the context root, with a slash at the end: {@code http://127.0.0.1:PORT/fanfare/}. */
    public URI http() {
        return ports.httpUri().resolve("fanfare/");
    }

    /** The address of the WebSocket endpoint: {@code ws://127.0.0.1:PORT/fanfare/ws}. */
    public URI ws() {
        return URI.create("ws://127.0.0.1:" + ports.http() + "/fanfare/ws");
    }

    /** The address of the health of all that is deployed, with a slash at the end; {@code live} and {@code ready} are below it. */
    public URI health() {
        return base.health();
    }

    /** The process id of the server's JVM. */
    public long pid() {
        return process.pid();
    }

    /** The server's log file, also readable after its end. */
    public Path log() {
        return base.log();
    }

    /** Waits until Fanfare is ready for clients: it has joined its cluster. */
    public FanfareServer awaitReady() {
        URI health = health().resolve("ready");
        long attempts = START_LIMIT.toMillis() / POLL_MILLIS;
        for (long i = 0; statusOf(health) != 200; i++) {
            if (i == attempts || hasEndedWithin(Duration.ofMillis(POLL_MILLIS))) {
                throw failure("Fanfare was not ready within " + START_LIMIT.toSeconds() + " s");
            }
        }
        return this;
    }

    /** Has the server carry out a management command, such as {@code :suspend}. */
    public void manage(String command) {
        base.manage(command);
    }

    /** Tells the server to undeploy Fanfare, as an administrator would who takes its marker away. Returns at once. */
    public void undeploy() {
        base.withdraw(WAR);
    }

    /** Tells the server to deploy Fanfare anew, and waits until it is. */
    public void redeploy() {
        base.offer(WAR);
        awaitDeployments();
    }

    /** Waits until the server has ended by itself or was stopped. */
    public void awaitEnd() throws InterruptedException {
        process.waitFor();
    }

    /** Stops the server as an administrator would and waits for its end; kills it if that takes too long. */
    public void stop() {
        process.destroy();
        if (!hasEndedWithin(STOP_LIMIT)) {
            kill();
        }
    }

    /** Ends the server without giving it time for anything (SIGKILL) and waits for its end. */
    public void kill() {
        process.destroyForcibly();
        if (!hasEndedWithin(STOP_LIMIT)) {
            throw new IllegalStateException("process " + pid() + " survived SIGKILL");
        }
    }

    /** The same as {@link #stop()}. */
    @Override
    public void close() {
        stop();
    }

    /**
     * Asks for an address of a server.
     *
     * @return the HTTP status, or 0 while nobody answers
     */
    static int statusOf(URI address) {
        try {
            var connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(10_000);
            try {
                return connection.getResponseCode();
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return 0;
        }
    }

    private Process launch(List<String> command) {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(base.console().toFile());
        builder.environment().remove(Program.REQUIRE_ALL); // speaks to the tests, and would look like a setting
        try {
            Process started = builder.start();
            started.getOutputStream().close(); // Payara reads passwords there
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitDeployments() {
        long attempts = START_LIMIT.toMillis() / POLL_MILLIS;
        for (long i = 0; i < attempts; i++) {
            if (archives.stream().anyMatch(base::hasFailed)) {
                throw failure("a deployment failed");
            }
            if (archives.stream().allMatch(base::isDeployed) && answers()) {
                return;
            }
            if (hasEndedWithin(Duration.ofMillis(POLL_MILLIS))) {
                throw failure("the server ended while starting");
            }
        }
        throw failure("the server did not start within " + START_LIMIT.toSeconds() + " s");
    }

    private boolean answers() {
        int status = statusOf(http());
        return status != 0 && status < 500;
    }

    private boolean hasEndedWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the server", e);
        }
    }

    private IllegalStateException failure(String what) {
        Path cause = Files.exists(base.log()) ? base.log() : base.console();
        return new IllegalStateException(what + "; see " + cause);
    }

    /** Starts when first used: the class initialisation of Java is the lock. */
    private static final class Shared {
        private static final FanfareServer SERVER = named("shared")
                .property("fanfare.namespace.big.history-count", "20000")
                .property("fanfare.namespace.big.history-age", "1h")
                .property("fanfare.namespace.here.presence", "true")
                .property("fanfare.room.capacity", "20")
                .property("fanfare.limits.rooms", "10")
                .property("fanfare.presence.grace", "2s")
                .property("fanfare.presence.timeout", "5s")
                .property("fanfare.origins.allowed", "https://app.example")
                .start()
                .awaitReady();
    }
}
