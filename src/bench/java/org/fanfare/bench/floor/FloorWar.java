package org.fanfare.bench.floor;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Packs the floor's classes into a WAR of their own. Not part of that WAR. */
public final class FloorWar {
    private static final String PACKAGE = "org/fanfare/bench/floor";

    private FloorWar() {}

    /**
     * Writes the WAR, replacing what is there.
     *
     * @param war the file to write, such as {@code target/floor.war}; its name becomes the context path
     * @return the same file
     * @throws IOException if the classes cannot be read or the file cannot be written
     */
    public static Path build(Path war) throws IOException {
        try (OutputStream file = Files.newOutputStream(war);
                JarOutputStream jar = new JarOutputStream(file)) {
            for (Path type : types()) {
                jar.putNextEntry(new JarEntry("WEB-INF/classes/" + PACKAGE + "/" + type.getFileName()));
                Files.copy(type, jar);
                jar.closeEntry();
            }
        }
        return war;
    }

    private static List<Path> types() throws IOException {
        try (Stream<Path> files = Files.list(classes().resolve(PACKAGE))) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.getFileName().toString().startsWith("FloorWar"))
                    .sorted()
                    .toList();
        }
    }

    private static Path classes() throws IOException {
        try {
            return Path.of(FloorWar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException("the floor's classes are not in a folder", e);
        }
    }
}
