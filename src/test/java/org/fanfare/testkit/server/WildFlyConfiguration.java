package org.fanfare.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Configurations of WildFly: the provisioned one, and those that scripts made of it, each made once and kept while it is newer. */
final class WildFlyConfiguration {
    private static final Path PROVISIONED = Product.WILDFLY.home().resolve("standalone/configuration");
    private static final String FILE = "configuration/standalone.xml";

    private WildFlyConfiguration() {}

    /** The directory that holds {@code standalone.xml} after the scripts of {@code server-config/wildfly} were applied in order. */
    static synchronized Path after(List<String> scripts) {
        if (scripts.isEmpty()) {
            return PROVISIONED;
        }
        String name = scripts.stream()
                .map(each -> Path.of(each).getFileName().toString().replace(".cli", ""))
                .collect(Collectors.joining("+"));
        Path base = FanfareServer.TARGET.resolve("configurations").resolve(name);
        try {
            if (!isUpToDate(base, scripts)) {
                copyProvisioned(base);
                Cli.run(base, scripts.stream().map(Cli::script).collect(Collectors.joining("\n")));
                Files.createFile(done(base));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + base + ", is the project built?", e);
        }
        return base.resolve("configuration");
    }

    /** Makes an empty base directory with the configuration of the provisioned server. */
    static void copyProvisioned(Path base) throws IOException {
        Directories.delete(base);
        Files.createDirectories(base.resolve("data"));
        Directories.copy(PROVISIONED, base.resolve("configuration"));
    }

    private static boolean isUpToDate(Path base, List<String> scripts) throws IOException {
        Path made = base.resolve(FILE);
        if (!Files.exists(done(base)) || isOlder(made, PROVISIONED.resolve("standalone.xml"))) {
            return false;
        }
        for (String script : scripts) {
            if (isOlder(made, Product.WILDFLY.scripts().resolve(script))) {
                return false;
            }
        }
        return true;
    }

    private static Path done(Path base) {
        return base.resolve("done");
    }

    private static boolean isOlder(Path file, Path than) throws IOException {
        return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(than)) < 0;
    }
}
