package org.fanfare.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One server's own directory: configuration, data, log, deployments. Made afresh from the provisioned server, which
 * itself stays untouched, so that several servers can run from it.
 *
 * @param path its absolute path
 */
record BaseDirectory(Path path) {

    /** Empties the directory, or makes it, and puts the configuration and the archives there. */
    static BaseDirectory create(Path path, Path configuration, List<Path> archives) {
        try {
            Directories.delete(path);
            for (String each : List.of("data", "log", "tmp", "deployments")) {
                Files.createDirectories(path.resolve(each));
            }
            Directories.copy(configuration, path.resolve("configuration"));
            for (Path archive : archives) {
                Files.copy(archive, path.resolve("deployments").resolve(archive.getFileName()));
            }
            return new BaseDirectory(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + path + ", is the project built?", e);
        }
    }

    /** Whether the server deployed the archive. */
    boolean isDeployed(Path archive) {
        return Files.exists(marker(archive, ".deployed"));
    }

    /** Whether the server gave the archive up. */
    boolean hasFailed(Path archive) {
        return Files.exists(marker(archive, ".failed"));
    }

    /** Takes the marker of a deployed archive away: the server's scanner undeploys it. */
    void withdraw(Path archive) {
        try {
            Files.delete(marker(archive, ".deployed"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks the server's scanner to deploy an archive anew; it is deployed when the marker is back. */
    void offer(Path archive) {
        try {
            Files.deleteIfExists(marker(archive, ".deployed"));
            Files.deleteIfExists(marker(archive, ".undeployed"));
            Files.createFile(marker(archive, ".dodeploy"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path log() {
        return path.resolve("log/server.log");
    }

    /** What the server writes before and beside its log. */
    Path console() {
        return path.resolve("log/console.log");
    }

    /** Writes the Java agent {@link ParentWatch} as a jar. */
    Path parentWatchJar() {
        return ParentWatch.writeJar(path.resolve("tmp/parent-watch.jar"));
    }

    private Path marker(Path archive, String suffix) {
        return path.resolve("deployments").resolve(archive.getFileName() + suffix);
    }
}
