package org.fanfare.testkit.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The directory of a domain of Payara. A server uses it or it is changed here, never both. */
record PayaraDomain(Path path) {
    private static final String FRESH = "glassfish/domains/domain1";
    private static final String MAIN = "com.sun.enterprise.glassfish.bootstrap.ASMain";
    private static final String CACHE = "osgi-cache";

    /** The domain that comes with the distribution, which is never started. */
    static Path fresh() {
        return Product.PAYARA.home().resolve(FRESH);
    }

    /** Makes a domain like another one that does not run. */
    static PayaraDomain copy(Path from, Path to) throws IOException {
        Directories.delete(to);
        Files.createDirectories(to);
        try (Stream<Path> parts = Files.list(from)) {
            for (Path part : parts.toList()) {
                if (Files.isDirectory(part)) {
                    copyPart(part, to);
                }
            }
        }
        Files.createDirectories(to.resolve("autodeploy"));
        Files.createDirectories(to.resolve("logs"));
        return new PayaraDomain(to);
    }

    private static void copyPart(Path part, Path to) throws IOException {
        String name = part.getFileName().toString();
        if (!name.equals(CACHE) && !name.equals("logs")) {
            Directories.copy(part, to.resolve(name));
        }
    }

    /** Lets the domain listen on these ports of the loopback address, and on as few others as it can. */
    void listenOn(Ports ports) {
        DomainXml.change(path.resolve("config/domain.xml"), ports);
    }

    /** The command that starts the server in the foreground. It waits for passwords until its standard input ends. */
    List<String> command(List<String> options) {
        String parent = path.resolve("..").normalize().toString();
        List<String> lines = Asadmin.local(
                        path,
                        "start-domain",
                        "--dry-run",
                        "--domaindir",
                        parent,
                        path.getFileName().toString())
                .lines()
                .toList();
        List<String> command = new ArrayList<>();
        for (String argument : lines.subList(1, lines.indexOf(""))) {
            if (argument.equals(MAIN)) {
                command.addAll(options);
            }
            command.add(argument);
        }
        return command;
    }
}
