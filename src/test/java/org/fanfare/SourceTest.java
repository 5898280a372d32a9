package org.fanfare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules that the source files as such keep. */
class SourceTest {
    private static final int MOST_LINES = 400;
    private static final Pattern CODE_FILE = Pattern.compile(".*\\.(java|ts|tsx|js|mjs)");
    private static final Pattern LOG_ID = Pattern.compile("\"(FF\\d{4})\\b");

    @Test
    void noCodeFileIsLongerThan400Lines() {
        List<String> tooLong = codeFiles(Path.of("src"))
                .filter(file -> linesOf(file).size() > MOST_LINES)
                .map(Path::toString)
                .toList();

        assertEquals(List.of(), tooLong);
    }

    @Test
    void aLogIdStandsForOneLogLine() {
        List<String> repeated = codeFiles(Path.of("src/main/java"))
                .flatMap(
                        file -> LOG_ID.matcher(String.join("\n", linesOf(file))).results())
                .map(MatchResult::group)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .filter(id -> id.getValue() > 1)
                .map(Object::toString)
                .toList();

        assertEquals(List.of(), repeated);
    }

    private static Stream<Path> codeFiles(Path root) {
        try (Stream<Path> files =
                Files.find(root, Integer.MAX_VALUE, (file, attributes) -> attributes.isRegularFile())) {
            return files
                    .filter(file -> !file.toString().contains("node_modules"))
                    .filter(file ->
                            CODE_FILE.matcher(file.getFileName().toString()).matches())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
