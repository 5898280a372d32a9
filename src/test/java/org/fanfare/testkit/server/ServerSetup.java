package org.fanfare.testkit.server;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fanfare.testkit.broker.ArtemisBroker;

/**
 * What a server is to be started with. Immutable: each method returns a changed copy.
 *
 * @param product the application server
 * @param name names its base directory, {@code target/it/NAME}; one server at a time may use it
 * @param httpPort the port of the application; 0 picks a free one
 * @param managementPort the port of health, metrics and console; 0 picks a free one
 * @param scripts scripts of {@code server-config/PRODUCT} to be applied to its configuration, in order
 * @param properties system properties of the server, among them {@code fanfare.*} settings
 * @param jvmArgs further arguments of its JVM; a later one wins over an earlier one
 * @param prefix a command to start the JVM with, such as {@code taskset -c 0}, that replaces itself by the JVM
 * @param wars further archives to deploy beside {@code target/fanfare.war}
 */
public record ServerSetup(
        Product product,
        String name,
        int httpPort,
        int managementPort,
        List<String> scripts,
        Map<String, String> properties,
        List<String> jvmArgs,
        List<String> prefix,
        List<Path> wars) {

    public ServerSetup {
        scripts = List.copyOf(scripts);
        properties = Map.copyOf(properties);
        jvmArgs = List.copyOf(jvmArgs);
        prefix = List.copyOf(prefix);
        wars = List.copyOf(wars);
    }

    static ServerSetup named(String name) {
        return new ServerSetup(Product.chosen(), name, 0, 0, List.of(), Map.of(), List.of(), List.of(), List.of());
    }

    /** Another application server than the chosen one. */
    public ServerSetup on(Product other) {
        return new ServerSetup(other, name, httpPort, managementPort, scripts, properties, jvmArgs, prefix, wars);
    }

    /** Fixed ports instead of free ones. */
    public ServerSetup ports(int http, int management) {
        return new ServerSetup(product, name, http, management, scripts, properties, jvmArgs, prefix, wars);
    }

    /**
     * Applies one more script to the configuration: one of {@code server-config/PRODUCT}, such as {@code external-broker.cli}, or one
     * with an absolute path.
     */
    public ServerSetup configuredBy(String script) {
        return new ServerSetup(
                product,
                name,
                httpPort,
                managementPort,
                joined(scripts, List.of(script)),
                properties,
                jvmArgs,
                prefix,
                wars);
    }

    /** Lets the server meet others on a broker that listens on a port of the loopback address. */
    public ServerSetup broker(int port) {
        return configuredBy(product == Product.PAYARA ? "external-artemis.sh" : "external-broker.cli")
                .properties(ArtemisBroker.properties(port));
    }

    /** Adds a system property, such as {@code fanfare.poll.max-wait}. */
    public ServerSetup property(String key, String value) {
        return properties(Map.of(key, value));
    }

    /** Adds system properties. */
    public ServerSetup properties(Map<String, String> more) {
        var all = new LinkedHashMap<>(properties);
        all.putAll(more);
        return new ServerSetup(product, name, httpPort, managementPort, scripts, all, jvmArgs, prefix, wars);
    }

    /** Adds arguments of the JVM, such as {@code -Xmx256m}. */
    public ServerSetup jvmArgs(String... more) {
        return new ServerSetup(
                product,
                name,
                httpPort,
                managementPort,
                scripts,
                properties,
                joined(jvmArgs, List.of(more)),
                prefix,
                wars);
    }

    /** Starts the JVM through another command, such as {@code taskset -c 0}. */
    public ServerSetup startedBy(String... command) {
        return new ServerSetup(
                product, name, httpPort, managementPort, scripts, properties, jvmArgs, List.of(command), wars);
    }

    /** Deploys one more archive. */
    public ServerSetup war(Path archive) {
        return new ServerSetup(
                product,
                name,
                httpPort,
                managementPort,
                scripts,
                properties,
                jvmArgs,
                prefix,
                joined(wars, List.of(archive.toAbsolutePath())));
    }

    /**
     * Starts the server and returns when Fanfare and every further archive are deployed and answer.
     *
     * @throws IllegalStateException if the server ends, a deployment fails, or it takes longer than three minutes
     */
    public FanfareServer start() {
        return FanfareServer.start(this);
    }

    /** The server's own directory. */
    Path directory() {
        return FanfareServer.TARGET.resolve("it").resolve(name);
    }

    private static <T> List<T> joined(List<T> first, List<T> more) {
        return Stream.concat(first.stream(), more.stream()).toList();
    }
}
