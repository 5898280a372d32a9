package org.fanfare.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A domain of Payara with the archives in its autodeploy directory. Made afresh from a configuration that is kept. */
final class PayaraBase implements ServerBase {
    private final ServerSetup setup;
    private final Ports ports;
    private final PayaraDomain domain;

    private PayaraBase(ServerSetup setup, Ports ports, PayaraDomain domain) {
        this.setup = setup;
        this.ports = ports;
        this.domain = domain;
    }

    /** Empties the directory, or makes it, and puts the configuration and the archives there. */
    static PayaraBase create(ServerSetup setup, Ports ports, List<Path> archives) {
        try {
            PayaraDomain domain = PayaraDomain.copy(PayaraConfiguration.after(setup.scripts()), setup.directory());
            domain.listenOn(ports);
            var base = new PayaraBase(setup, ports, domain);
            for (Path archive : archives) {
                Files.copy(archive, base.deployed(archive, ""));
            }
            return base;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + setup.directory() + ", is the project built?", e);
        }
    }

    @Override
    public List<String> command() {
        List<String> options = new ArrayList<>(setup.jvmArgs());
        options.add(ParentWatch.option(domain.path()));
        setup.properties().forEach((key, value) -> options.add("-D" + key + "=" + value));
        return domain.command(options);
    }

    @Override
    public boolean isDeployed(Path archive) {
        return Files.exists(deployed(archive, "_deployed"));
    }

    @Override
    public boolean hasFailed(Path archive) {
        return Files.exists(deployed(archive, "_deployFailed"));
    }

    /** Takes the archive away: the server's scanner undeploys it. */
    @Override
    public void withdraw(Path archive) {
        try {
            Files.delete(deployed(archive, ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The archive is deployed when its marker is there. It comes in one piece, so that no half of it is deployed. */
    @Override
    public void offer(Path archive) {
        try {
            Files.deleteIfExists(deployed(archive, "_deployed"));
            Files.deleteIfExists(deployed(archive, "_undeployed"));
            Path aside = Files.copy(archive, domain.path().resolve(archive.getFileName()));
            Files.move(aside, deployed(archive, ""), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void manage(String command) {
        Asadmin.command(domain.path(), ports.management(), command);
    }

    @Override
    public URI health() {
        return ports.httpUri().resolve("health/");
    }

    @Override
    public Path log() {
        return domain.path().resolve("logs/server.log");
    }

    @Override
    public Path console() {
        return domain.path().resolve("logs/console.log");
    }

    private Path deployed(Path archive, String suffix) {
        return domain.path().resolve("autodeploy").resolve(archive.getFileName() + suffix);
    }
}
