package org.fanfare.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OperationsPageTest {
    private static final Path PAGE = Path.of("src/site/markdown/operations.md");
    private static final Path CODE = Path.of("src/main/java");
    private static final Pattern LINE = Pattern.compile("\\.log\\(\\s*([A-Z]+),\\s*\"(FF[0-9]{4}) ");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (FF[0-9]{4}) \\| ([A-Z]+) \\|");

    @Test
    void theTableOfSettingsIsTheCatalogue() throws IOException {
        String page = Files.readString(PAGE);

        assertTrue(
                page.contains("\n\n" + SettingsText.table() + "\n"),
                () -> "the table should be:\n" + SettingsText.table());
    }

    @Test
    void everyLogLineIsExplainedWithItsLevel() throws IOException {
        assertEquals(String.join("\n", logLines()), String.join("\n", rows()));
    }

    /** Every id and level in the code, sorted. */
    private static List<String> logLines() throws IOException {
        List<String> lines = new ArrayList<>();
        Matcher found = LINE.matcher(code());
        while (found.find()) {
            lines.add(found.group(2) + " " + found.group(1));
        }
        lines.sort(null);
        return lines;
    }

    private static List<String> rows() throws IOException {
        List<String> rows = new ArrayList<>();
        Matcher found = ROW.matcher(Files.readString(PAGE));
        while (found.find()) {
            rows.add(found.group(1) + " " + found.group(2));
        }
        return rows;
    }

    private static String code() throws IOException {
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files = Files.walk(CODE)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                code.append(Files.readString(file));
            }
        }
        return code.toString();
    }
}
