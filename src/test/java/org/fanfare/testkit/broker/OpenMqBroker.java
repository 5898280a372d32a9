package org.fanfare.testkit.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fanfare.testkit.server.Directories;
import org.fanfare.testkit.server.FreePorts;
import org.fanfare.testkit.server.ParentWatch;
import org.fanfare.testkit.server.ServerSetup;
import org.jspecify.annotations.Nullable;

/**
 * An OpenMQ broker in a process of its own, from the Payara in {@code target/payara6}, prepared as {@code server-config/openmq} says.
 * It is started without the shell script that comes with it, so that killing it kills all of it. Ends after the JVM that started it.
 */
public final class OpenMqBroker implements Broker {
    private static final String NAME = "fanfare";
    private static final Path BASE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path HOME = BASE.resolve("target/payara6/mq");

    private final Path directory;
    private final int portMapper = FreePorts.one();
    private final int port = FreePorts.one();
    private @Nullable BrokerProcess process;

    private OpenMqBroker(Path directory) {
        this.directory = directory;
    }

    /** Makes a broker in {@code target/it/NAME} and starts it. */
    public static OpenMqBroker start(String name) {
        var broker = new OpenMqBroker(BASE.resolve("target/it").resolve(name));
        try {
            broker.create();
            broker.start();
            return broker;
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    /** The port of its JMS service, to which clients connect without asking its port mapper. */
    @Override
    public int port() {
        return port;
    }

    @Override
    public ServerSetup reachedBy(int way, ServerSetup setup) {
        return setup.configuredBy("remote-openmq.sh")
                .property("fanfare-broker.address", "mqtcp://127.0.0.1:" + way + "/jms");
    }

    @Override
    public void start() {
        BrokerProcess started = BrokerProcess.launch(new ProcessBuilder(command()), directory.resolve("console.log"));
        process = started;
        started.awaitListening(port);
    }

    @Override
    public void kill() {
        if (process != null) {
            process.kill();
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
            Path properties = directory.resolve("instances").resolve(NAME).resolve("props/config.properties");
            Files.createDirectories(properties.getParent());
            String prepared = Files.readString(BASE.resolve("server-config/openmq/broker.properties"), UTF_8);
            Files.writeString(properties, prepared + """
                    imq.hostname=127.0.0.1
                    imq.service.activelist=jms
                    imq.jms.tcp.port=%d
                    """.formatted(port));
            ParentWatch.writeJar(watchJar());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory, e);
        }
    }

    private Path watchJar() {
        return directory.resolve("parent-watch.jar");
    }

    private List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xms64m",
                "-Xmx512m",
                "-javaagent:" + watchJar() + "=" + ProcessHandle.current().pid(),
                "-Dimq.home=" + HOME,
                "-Dimq.varhome=" + directory,
                "-Dimq.etchome=" + HOME.resolve("etc"),
                "-Dimq.libhome=" + HOME.resolve("lib"),
                "-cp",
                HOME.resolve("lib/imqbroker.jar") + ":" + HOME.resolve("lib/imqutil.jar"),
                "com.sun.messaging.jmq.jmsserver.Broker",
                "-varhome",
                directory.toString(),
                "-name",
                NAME,
                "-port",
                Integer.toString(portMapper));
    }
}
