package org.fanfare.testkit.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * One server's own directory: configuration, data, log, deployments. Made afresh from the provisioned server, which
 * itself stays untouched, so that several servers can run from it.
 *
 * @param path its absolute path
 */
record BaseDirectory(Path path) {

    /** Empties the directory, or makes it, and fills it from the provisioned server. */
    static BaseDirectory create(Path path, Path serverHome, List<Path> archives) {
        try {
            delete(path);
            for (String each : List.of("data", "log", "tmp", "deployments")) {
                Files.createDirectories(path.resolve(each));
            }
            copy(serverHome.resolve("standalone/configuration"), path.resolve("configuration"));
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

    Path log() {
        return path.resolve("log/server.log");
    }

    /** What the server writes before and beside its log. */
    Path console() {
        return path.resolve("log/console.log");
    }

    /** Writes the Java agent {@link ParentWatch} as a jar. */
    Path parentWatchJar() {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", ParentWatch.class.getName());
        Path jar = path.resolve("tmp/parent-watch.jar");
        String entry = ParentWatch.class.getName().replace('.', '/') + ".class";
        try (InputStream code = Objects.requireNonNull(ParentWatch.class.getResourceAsStream("/" + entry));
                var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry(entry));
            code.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }

    private Path marker(Path archive, String suffix) {
        return path.resolve("deployments").resolve(archive.getFileName() + suffix);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
