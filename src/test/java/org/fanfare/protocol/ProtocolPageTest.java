package org.fanfare.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The protocol's reference page says what the code does. */
class ProtocolPageTest {
    private static final Path PAGE = Path.of("src/site/markdown/protocol.md");

    @Test
    void theTableOfErrorCodesIsTheEnum() throws IOException {
        List<String> codes = Stream.of(ErrorCode.values())
                .map(code -> code.name() + " " + code.httpStatus())
                .toList();

        assertEquals(codes, rows("\\| `([A-Z_]+)` \\| (\\d{3}) \\| [^|]+ \\|"));
    }

    @Test
    void theTableOfCloseCodesIsTheEnum() throws IOException {
        List<String> codes = Stream.of(CloseCode.values())
                .map(code -> code.code() + " "
                        + code.next().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .toList();

        assertEquals(codes, rows("\\| (\\d{4}) \\| [^|]+ \\| ([a-z ]+) \\|"));
    }

    @Test
    void everyActionHasItsRow() throws IOException {
        String page = Files.readString(PAGE);
        for (String action : Names.ACTIONS) {
            assertTrue(page.contains("\n| `" + action + "` |"), action);
        }
    }

    @Test
    void everyTypeOfThePageIsReserved() throws IOException {
        String page = Files.readString(PAGE);
        String table = page.substring(page.indexOf("## From server to client"), page.indexOf("## Error codes"));
        List<String> types = Pattern.compile("(?m)^\\| `([a-z.]+)`(?:, `([a-z.]+)`)? \\| `")
                .matcher(table)
                .results()
                .flatMap(row -> Stream.of(row.group(1), row.group(2) == null ? row.group(1) : row.group(2)))
                .distinct()
                .toList();

        assertEquals(13, types.size(), types.toString());
        types.forEach(type -> assertFalse(Names.isWord(type), type));
    }

    private static List<String> rows(String row) throws IOException {
        return Pattern.compile("(?m)^" + row + "$")
                .matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult found) -> found.group(1) + " " + found.group(2))
                .toList();
    }
}
