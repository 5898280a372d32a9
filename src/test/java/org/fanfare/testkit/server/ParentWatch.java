package org.fanfare.testkit.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A Java agent in the server's JVM that stops the server when the process that started it is gone, however that
 * ended. Uses nothing but {@code java.base}, because it runs before the server's own class loaders exist.
 */
public final class ParentWatch {
    private ParentWatch() {}

    /** Called by the JVM before the server's main method; the argument is the process id to watch. */
    public static void premain(String parentPid) {
        var watch = new Thread(() -> exitAfter(Long.parseLong(parentPid)), "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** The argument of a JVM that is to end with this one; the agent's jar is left in the directory. */
    static String option(Path directory) {
        Path jar = writeJar(directory.resolve("parent-watch.jar"));
        return "-javaagent:" + jar + "=" + ProcessHandle.current().pid();
    }

    /** Writes this class as the jar of a Java agent, and returns that jar. */
    public static Path writeJar(Path jar) {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", ParentWatch.class.getName());
        String entry = ParentWatch.class.getName().replace('.', '/') + ".class";
        try (InputStream code = Objects.requireNonNull(ParentWatch.class.getResourceAsStream("/" + entry));
                var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry(entry));
            code.transferTo(out);
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void exitAfter(long pid) {
        ProcessHandle.of(pid).ifPresent(parent -> parent.onExit().join());
        System.exit(0);
    }
}
