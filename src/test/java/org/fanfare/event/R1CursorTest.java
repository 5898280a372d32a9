package org.fanfare.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("R1: a cursor is never empty and always carries a stamp")
class R1CursorTest {
    static Stream<String> tooMuch() {
        return Stream.of(
                named(Cursor.MAX_NODES + 1) + "_t-1",
                "t-1_".repeat(1_000_000),
                "_".repeat(Cursor.MAX_LENGTH_CHARS),
                "-".repeat(Cursor.MAX_LENGTH_CHARS),
                "t-1" + " ".repeat(Cursor.MAX_LENGTH_CHARS - 2));
    }

    private static String named(int nodes) {
        return IntStream.range(0, nodes)
                .mapToObj(i -> "node" + (1000 + i) + "-" + (i + 1))
                .collect(Collectors.joining("_"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t-0",
                "t-1790000000",
                "k3f9q2ab-345_t-1790000000",
                "k3f9q2ab-345_x7d1m0cd-22_t-1790000000",
                "abcdefghijkl-1_t-999999999999999999",
                "00000000-999999999999999999_t-1",
            })
    void aLegalTextIsReadAndWrittenBack(String text) {
        assertEquals(text, Cursor.parse(text).toString());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            t-7_k3f9q2ab-345              , k3f9q2ab-345_t-7
            x7d1m0cd-2_t-7_k3f9q2ab-1     , k3f9q2ab-1_x7d1m0cd-2_t-7
            k3f9q2ab-007_t-07             , k3f9q2ab-7_t-7
            """)
    void theOrderOfThePartsDoesNotMatterWhenRead(String text, String written) {
        assertEquals(written, Cursor.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "k3f9q2ab-345",
                "k3f9q2ab-345_x7d1m0cd-22",
                "t",
                "t-",
                "-1",
                "t--1",
                "t-+1",
                "t-1.5",
                "t-1 ",
                "t-1_",
                "_t-1",
                "k3f9q2ab-1__t-1",
                "t-1_t-1",
                "T-1",
                "tt-1",
                "t-1000000000000000000",
                "k3f9q2ab-0_t-1",
                "k3f9q2ab-_t-1",
                "k3f9q2ab_t-1",
                "k3f9q2ab--1_t-1",
                "k3f9q2ab-1000000000000000000_t-1",
                "k3f9q2ab-1_k3f9q2ab-2_t-1",
                "k3f9q2a-1_t-1",
                "abcdefghijklm-1_t-1",
                "K3F9Q2AB-1_t-1",
                "k3f9-2ab-1_t-1",
                "k3f9q2äb-1_t-1",
                "k3f9q2ab-\u0661_t-1",
                "k3f9q2ab-1,t-1",
            })
    void anyOtherTextIsRefused(String text) {
        assertThrows(InvalidCursorException.class, () -> Cursor.parse(text));
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void aTextThatIsTooMuchIsRefused(String text) {
        assertThrows(InvalidCursorException.class, () -> Cursor.parse(text));
    }

    @Test
    void asManyNodesAsAllowedAreRead() {
        Cursor cursor = Cursor.parse(named(Cursor.MAX_NODES) + "_t-5");

        assertEquals(Cursor.MAX_NODES, cursor.seen().size());
        assertEquals(64, cursor.seen("node1063"));
        assertEquals(5, cursor.stampSeconds());
    }

    @Test
    void aCursorOfNothingIsItsStamp() {
        assertEquals("t-7", new Cursor(Map.of(), 7).toString());
    }

    @Test
    void ofANodeThatIsNotNamedNothingWasSeen() {
        assertEquals(0, Cursor.parse("k3f9q2ab-345_t-7").seen("x7d1m0cd"));
    }

    @Test
    void aCursorKeepsItsNumbersWhenTheMapItCameFromMoves() {
        Map<String, Long> seen = new HashMap<>(Map.of("k3f9q2ab", 1L));
        Cursor cursor = new Cursor(seen, 7);

        seen.put("k3f9q2ab", 2L);

        assertEquals(1, cursor.seen("k3f9q2ab"));
    }

    @Test
    void aRefusalSaysWhatWouldBeRightAndRepeatsNothing() {
        String message = assertThrows(InvalidCursorException.class, () -> Cursor.parse("forged\r\nk3f9q2ab-1"))
                .getMessage();

        assertFalse(String.valueOf(message).contains("forged"));
        assertTrue(String.valueOf(message).contains("k3f9q2ab-345_t-1790000000"));
    }
}
