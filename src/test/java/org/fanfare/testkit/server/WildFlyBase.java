package org.fanfare.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.wildfly.core.launcher.StandaloneCommandBuilder;

/**
 * A base directory of WildFly: configuration, data, log, deployments. Made afresh from the provisioned server, which
 * itself stays untouched, so that several servers can run from it.
 */
final class WildFlyBase implements ServerBase {
    private final ServerSetup setup;
    private final Ports ports;
    private final Path path;

    private WildFlyBase(ServerSetup setup, Ports ports, Path path) {
        this.setup = setup;
        this.ports = ports;
        this.path = path;
    }

    /** Empties the directory, or makes it, and puts the configuration and the archives there. */
    static WildFlyBase create(ServerSetup setup, Ports ports, List<Path> archives) {
        Path path = setup.directory();
        try {
            Directories.delete(path);
            for (String each : List.of("data", "log", "tmp", "deployments")) {
                Files.createDirectories(path.resolve(each));
            }
            Directories.copy(WildFlyConfiguration.after(setup.scripts()), path.resolve("configuration"));
            for (Path archive : archives) {
                Files.copy(archive, path.resolve("deployments").resolve(archive.getFileName()));
            }
            return new WildFlyBase(setup, ports, path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + path + ", is the project built?", e);
        }
    }

    @Override
    public List<String> command() {
        var builder = StandaloneCommandBuilder.of(Product.WILDFLY.home())
                .setBaseDirectory(path)
                .addJavaOptions(setup.jvmArgs())
                .addJavaOption(ParentWatch.option(path.resolve("tmp")))
                .addServerArgument("-Djboss.http.port=" + ports.http())
                .addServerArgument("-Djboss.management.http.port=" + ports.management())
                .addServerArgument("-Djboss.node.name=" + setup.name());
        setup.properties().forEach((key, value) -> builder.addServerArgument("-D" + key + "=" + value));
        return builder.build();
    }

    @Override
    public boolean isDeployed(Path archive) {
        return Files.exists(marker(archive, ".deployed"));
    }

    @Override
    public boolean hasFailed(Path archive) {
        return Files.exists(marker(archive, ".failed"));
    }

    /** Takes the marker of a deployed archive away: the server's scanner undeploys it. */
    @Override
    public void withdraw(Path archive) {
        try {
            Files.delete(marker(archive, ".deployed"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The archive is deployed when its marker is back. */
    @Override
    public void offer(Path archive) {
        try {
            Files.deleteIfExists(marker(archive, ".deployed"));
            Files.deleteIfExists(marker(archive, ".undeployed"));
            Files.createFile(marker(archive, ".dodeploy"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void manage(String command) {
        Cli.command(path, ports.management(), command);
    }

    @Override
    public URI health() {
        return ports.managementUri().resolve("health/");
    }

    @Override
    public Path log() {
        return path.resolve("log/server.log");
    }

    @Override
    public Path console() {
        return path.resolve("log/console.log");
    }

    private Path marker(Path archive, String suffix) {
        return path.resolve("deployments").resolve(archive.getFileName() + suffix);
    }
}
