package org.fanfare.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Configurations of Payara, made by scripts of the domain that it comes with, each made once and kept while it is newer. */
final class PayaraConfiguration {
    private static final String FIRST = "configure.sh";
    private static final String SHARED = "common.sh";

    private PayaraConfiguration() {}

    /** A domain that does not run, after configure.sh and these scripts of {@code server-config/payara} were applied in order. */
    static synchronized Path after(List<String> further) {
        List<String> scripts = Stream.concat(Stream.of(FIRST), further.stream()).toList();
        String name = scripts.stream()
                .map(each -> Path.of(each).getFileName().toString().replace(".sh", ""))
                .collect(Collectors.joining("+", "payara-", ""));
        Path path = FanfareServer.TARGET.resolve("configurations").resolve(name);
        try {
            if (!isUpToDate(path, scripts)) {
                make(path, scripts);
            }
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + path + ", is the project built?", e);
        }
    }

    private static void make(Path path, List<String> scripts) throws IOException {
        PayaraDomain domain = PayaraDomain.copy(PayaraDomain.fresh(), path);
        Ports ports = Ports.of(0, 0);
        domain.listenOn(ports);
        try (var running = RunningDomain.start(domain, ports)) {
            for (String script : scripts) {
                running.script(script);
            }
        }
        Files.createFile(done(path));
    }

    private static boolean isUpToDate(Path path, List<String> scripts) throws IOException {
        if (!Files.exists(done(path))) {
            return false;
        }
        for (String script : scripts) {
            if (isOlder(done(path), Product.PAYARA.scripts().resolve(script))) {
                return false;
            }
        }
        return !isOlder(done(path), Product.PAYARA.scripts().resolve(SHARED))
                && !isOlder(done(path), PayaraDomain.fresh());
    }

    private static Path done(Path path) {
        return path.resolve("done");
    }

    private static boolean isOlder(Path file, Path than) throws IOException {
        return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(than)) < 0;
    }
}
