package org.fanfare.testkit.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fanfare.testkit.server.Directories;
import org.fanfare.testkit.server.FreePorts;
import org.fanfare.testkit.server.ParentWatch;
import org.fanfare.testkit.server.ServerSetup;
import org.jspecify.annotations.Nullable;

/**
 * An Artemis broker in a process of its own, from {@code target/apache-artemis-VERSION}, prepared as {@code server-config/artemis}
 * says. It listens on the loopback address only, keeps its port and its data over restarts, and ends after the JVM that started it, so
 * that servers which that JVM stops can still speak.
 *
 * <p>Used by one thread at a time.
 */
public final class ArtemisBroker implements Broker {
    public static final String USER = "fanfare";
    public static final String PASSWORD = "fanfare";

    private static final String TOPIC = "FanfareBackplane";
    private static final Path BASE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

    private final Path directory;
    private final int port;
    private @Nullable BrokerProcess process;

    private ArtemisBroker(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /**
     * Makes a broker in {@code target/it/NAME} and starts it.
     *
     * @param port the port it listens on; 0 picks a free one
     */
    public static ArtemisBroker start(String name, int port) {
        var broker = new ArtemisBroker(BASE.resolve("target/it").resolve(name), port == 0 ? FreePorts.one() : port);
        try {
            broker.create();
            broker.start();
            return broker;
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    @Override
    public int port() {
        return port;
    }

    /** The process id; the broker must be running. */
    public long pid() {
        return running().process().pid();
    }

    /** What the broker says. */
    public Path log() {
        return directory.resolve("log/console.log");
    }

    /** What a server needs to reach it directly: see {@code server-config/wildfly/external-broker.cli}. */
    public Map<String, String> properties() {
        return properties(port);
    }

    /** What a server needs to reach it by another port, that of a proxy. */
    public static Map<String, String> properties(int port) {
        return Map.of("fanfare-broker.port", Integer.toString(port), "fanfare-broker.password", PASSWORD);
    }

    @Override
    public ServerSetup reachedBy(int way, ServerSetup setup) {
        return setup.broker(way);
    }

    @Override
    public void start() {
        process = launch(directory.resolve("bin/artemis"), List.of("run"), log());
        process.awaitListening(port);
    }

    @Override
    public void kill() {
        running().kill();
    }

    /** Holds back what the topic's subscribers should get, until {@link #resumeTopic}. */
    public void pauseTopic() {
        BrokerControl.of(port).invoke("address." + TOPIC, "pause");
    }

    /** Lets the topic's subscribers get what was held back. */
    public void resumeTopic() {
        BrokerControl.of(port).invoke("address." + TOPIC, "resume");
    }

    /** Removes all subscriptions to the topic under their subscribers. */
    public void dropSubscriptions() {
        BrokerControl control = BrokerControl.of(port);
        for (String name : control.names("address." + TOPIC, "queueNames")) {
            control.invoke("broker", "destroyQueue", name, true);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.stop();
        }
    }

    private void create() {
        try {
            Directories.delete(directory);
            Files.createDirectories(directory.getParent());
            Path created = directory.resolveSibling(directory.getFileName() + "-create.log");
            launch(home().resolve("bin/artemis"), createArguments(), created).awaitSuccess();
            Path settings = BASE.resolve("server-config/artemis/broker.properties");
            Files.copy(settings, directory.resolve("etc/broker.properties"));
            Files.createDirectories(directory.resolve("log"));
            ParentWatch.writeJar(watchJar());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory, e);
        }
    }

    private List<String> createArguments() {
        return List.of(
                "create",
                directory.toString(),
                "--silent",
                "--require-login",
                "--user=" + USER,
                "--password=" + PASSWORD,
                "--host=127.0.0.1",
                "--default-port=" + port,
                "--nio",
                "--no-autotune",
                "--no-web",
                "--no-amqp-acceptor",
                "--no-mqtt-acceptor",
                "--no-stomp-acceptor",
                "--no-hornetq-acceptor");
    }

    private static Path home() throws IOException {
        try (Stream<Path> built = Files.list(BASE.resolve("target"))) {
            return built.filter(each -> each.getFileName().toString().startsWith("apache-artemis-"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no broker in target: is the project built?"));
        }
    }

    private Path watchJar() {
        return directory.resolve("log/parent-watch.jar");
    }

    private BrokerProcess launch(Path script, List<String> arguments, Path output) {
        var command = new ArrayList<String>();
        command.add(script.toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        String agent = Files.exists(watchJar())
                ? " -javaagent:" + watchJar() + "=" + ProcessHandle.current().pid()
                : "";
        builder.environment().put("JAVA_ARGS", "-Xms64m -Xmx512m" + agent);
        return BrokerProcess.launch(builder, output);
    }

    private BrokerProcess running() {
        if (process == null) {
            throw new IllegalStateException("never started");
        }
        return process;
    }
}
