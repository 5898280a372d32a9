package org.fanfare.testkit.server;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A program that a test needs but that not every machine has. */
public final class Program {
    /** Set to 1, this variable turns a skipped test into a failed one. */
    static final String REQUIRE_ALL = "FANFARE_REQUIRE_ALL";

    private Program() {}

    /**
     * Finds a program on the search path. Without it the calling test is skipped, or fails if
     * {@code FANFARE_REQUIRE_ALL} is 1.
     *
     * @param names the program's name, and others that it goes by
     * @return the executable file
     */
    public static Path require(String... names) {
        Optional<Path> found =
                Arrays.stream(names).flatMap(name -> find(name).stream()).findFirst();
        if (found.isEmpty()) {
            String missing = "program not installed: " + String.join(" or ", names);
            if ("1".equals(System.getenv(REQUIRE_ALL))) {
                fail(missing);
            }
            abort(missing);
        }
        return found.orElseThrow();
    }

    private static Optional<Path> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(path)
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
