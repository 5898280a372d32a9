package org.fanfare.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0",
                "1e5",
                "1E+2",
                "-0",
                "-0.0e-0",
                "\"\\u00e9\\/\"",
                "\"a  b\\n\"",
                "{\"b\":1,\"a\":2}",
                "null",
                "[]",
                "{}",
                "\"\\ud800\"",
                "{\"a\":1,\"a\":2}",
                "\"\u007f\u2028\"",
                "\"\ud834\udd1e\""
            })
    void whatHasNoSpaceBetweenTokensIsReturnedAsTheSameInstance(String text) {
        assertSame(text, JsonText.compact(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            ' 1.0 '                             | 1.0
            '{ "a" : [ 1 , 2 ] , "b":{ } }'     | '{"a":[1,2],"b":{}}'
            '[ "a  \\" b" , " " ]'              | '["a  \\" b"," "]'
            '{"z": 1E+2, "a": 1.50}'            | '{"z":1E+2,"a":1.50}'
            '["\\\\" , "x y"]'                  | '["\\\\","x y"]'
            """)
    void whiteSpaceBetweenTokensIsRemovedAndNothingElse(String text, String compact) {
        assertEquals(compact, JsonText.compact(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[",
                "]",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{1:1}",
                "{\"a\" 1}",
                "{\"a\":1]",
                "[1}",
                "01",
                "-",
                "+1",
                ".5",
                "1.",
                "1e",
                "1e+",
                "1.e1",
                "0x1",
                "--1",
                "NaN",
                "Infinity",
                "tru",
                "True",
                "nul",
                "'a'",
                "\"",
                "\"a",
                "\"\\",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\\u\uff11234\"",
                "\"a\nb\"",
                "\"a\rb\"",
                "\"a\tb\"",
                "\"\u0000\"",
                "\"\ud800\"",
                "\"\udc00\"",
                "\"\ud800a\"",
                "1 2",
                "{} {}",
                "[]]",
                "\ufeff1",
                "\u00a01",
                "// c\n1",
                "1\f",
                "{\"a\":1,,\"b\":2}",
                "\\u0031"
            })
    void whatIsNotJsonIsRefusedWithItsPlace(String text) {
        ProtocolException refused = assertThrows(ProtocolException.class, () -> JsonText.compact(text));

        assertEquals(ErrorCode.BAD_MESSAGE, refused.code());
        assertTrue(refused.detail().startsWith("not JSON at character "), refused.detail());
    }

    @Test
    void thePlaceCountsFromOne() {
        ProtocolException refused = assertThrows(ProtocolException.class, () -> JsonText.compact("[1,x]"));

        assertEquals("not JSON at character 4: expected a value", refused.detail());
    }

    @ParameterizedTest
    @CsvSource({"[,]", "'{\"a\":',}"})
    void nestingIsAllowedToTheDepthAndNoFurther(String open, String close) {
        String deepest = open.repeat(64) + 1 + close.repeat(64);

        assertSame(deepest, JsonText.compact(deepest));
        assertThrows(ProtocolException.class, () -> JsonText.compact(open + deepest + close));
        assertThrows(ProtocolException.class, () -> JsonText.compact("[]", 0));
        assertEquals("1", JsonText.compact("1", 0));
    }

    @Test
    void hostileTextsAreRefusedQuickly() {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThrows(ProtocolException.class, () -> JsonText.compact("[".repeat(1_000_000)));
            assertThrows(ProtocolException.class, () -> JsonText.compact("{\"a\":".repeat(10_000)));
            assertThrows(ProtocolException.class, () -> JsonText.compact("\"" + "\\u0041".repeat(1_000_000)));
            assertThrows(ProtocolException.class, () -> JsonText.compact("1".repeat(1_000_000) + "x"));
            assertThrows(ProtocolException.class, () -> JsonText.compact(" ".repeat(1_000_000)));
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aCompactTextMeansWhatTheTextMeant(long seed) {
        String text = new RandomJson(new SplittableRandom(seed), true).value(6);

        String compact = JsonText.compact(text);

        assertEquals(parse(text), parse(compact));
        assertEquals(new RandomJson(new SplittableRandom(seed), true).value(6), text);
        assertSame(compact, JsonText.compact(compact));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aTextWithoutSpacesStaysAsItIs(long seed) {
        String text = new RandomJson(new SplittableRandom(seed), false).value(8);

        assertSame(text, JsonText.compact(text));
    }

    @Test
    void theElementsOfAnArrayAreCompactValues() {
        assertEquals(
                List.of("1.0", "[2,3]", "\" x\"", "{\"a\":null}"),
                JsonText.elements(" [1.0, [2, 3 ],\" x\" , {\"a\": null} ] "));
        assertEquals(List.of(), JsonText.elements("[ ]"));
        assertThrows(ProtocolException.class, () -> JsonText.elements("[1,]"));
        assertThrows(ProtocolException.class, () -> JsonText.elements("[1] 2"));
        assertThrows(ProtocolException.class, () -> JsonText.elements("{}"));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyTextSurvivesQuoting(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            text.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(0xd700, 0xe000)));
        }

        String quoted = JsonText.quote(text.toString());

        assertEquals(text.toString(), JsonText.unquote(quoted));
        assertSame(quoted, JsonText.compact(quoted));
        assertEquals(quoted, new String(quoted.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    @Test
    void escapesAreDecoded() {
        assertEquals("a\"\\/\b\f\n\r\té\ud800 b", JsonText.unquote("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00E9\\ud800 b\""));
    }

    @Test
    void bytesAreCountedAsUtf8() {
        for (String text : List.of("", "abc", "é", "€", "𝄞", "aé€𝄞z")) {
            assertEquals(text.getBytes(StandardCharsets.UTF_8).length, JsonText.utf8Bytes(text), text);
        }
    }

    private static JsonValue parse(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }
}
