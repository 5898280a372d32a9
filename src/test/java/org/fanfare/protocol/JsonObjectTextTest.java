package org.fanfare.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fanfare.protocol.JsonText.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTextTest {
    @Test
    void membersAreGivenAsTheyWereSent() {
        JsonObjectText object = JsonObjectText.of(
                " {\"payload\" : { \"b\" : 1.0, \"a\":\"\\u00e9  \" } ,\"n\": null,\"t\":true, \"i\":-12 ,\"s\":\"a\\nb\"} ");

        assertEquals("{\"b\":1.0,\"a\":\"\\u00e9  \"}", object.raw("payload"));
        assertEquals(Kind.OBJECT, object.kind("payload"));
        assertEquals(Kind.NULL, object.kind("n"));
        assertTrue(object.has("n"));
        assertNull(object.string("n"));
        assertEquals(true, object.bool("t"));
        assertEquals(-12, object.integer("i", 0, -100, 100));
        assertEquals("a\nb", object.string("s"));
        assertEquals(List.of("payload", "n", "t", "i", "s"), List.copyOf(object.names()));
    }

    @Test
    void whatIsAbsentIsNull() {
        JsonObjectText object = JsonObjectText.of("{ }");

        assertNull(object.raw("a"));
        assertNull(object.kind("a"));
        assertNull(object.string("a"));
        assertNull(object.bool("a"));
        assertFalse(object.has("a"));
        assertEquals(7, object.integer("a", 7, 0, 10));
    }

    @Test
    void namesAreComparedUnescaped() {
        assertEquals("1", JsonObjectText.of("{\"\\u0061ction\":1}").raw("action"));
        assertThrows(ProtocolException.class, () -> JsonObjectText.of("{\"action\":1,\"\\u0061ction\":1}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "null",
                "{",
                "{\"a\":1",
                "{\"a\":1,}",
                "{,}",
                "{a:1}",
                "{\"a\":1}x",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1 \"b\":2}"
            })
    void whatIsNoObjectOrNamesAMemberTwiceIsRefused(String text) {
        ProtocolException refused = assertThrows(ProtocolException.class, () -> JsonObjectText.of(text));

        assertEquals(ErrorCode.BAD_MESSAGE, refused.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1e1", "\"1\"", "true", "{}", "1001", "-1", "99999999999999999999"})
    void whatIsNoIntegerWithinItsBoundsIsRefused(String value) {
        JsonObjectText object = JsonObjectText.of("{\"n\":" + value + "}");

        ProtocolException refused = assertThrows(ProtocolException.class, () -> object.integer("n", 0, 0, 1000));

        assertEquals("n must be an integer from 0 to 1000", refused.detail());
    }

    @Test
    void aWrongTypeIsRefused() {
        JsonObjectText object = JsonObjectText.of("{\"n\":1,\"s\":\"true\"}");

        assertEquals(
                "n must be a string",
                assertThrows(ProtocolException.class, () -> object.string("n")).detail());
        assertEquals(
                "s must be true or false",
                assertThrows(ProtocolException.class, () -> object.bool("s")).detail());
    }

    @Test
    void manyAndLongNamesAreReadInLinearTime() {
        String many = IntStream.range(0, 100_000)
                .mapToObj(i -> "\"name" + i + "\":" + i)
                .collect(Collectors.joining(",", "{", "}"));
        String name = "n".repeat(1_000_000);

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertEquals(100_000, JsonObjectText.of(many).names().size());
            assertEquals("1", JsonObjectText.of("{\"" + name + "\":1}").raw(name));
            ProtocolException refused = assertThrows(
                    ProtocolException.class, () -> JsonObjectText.of("{\"" + name + "\":1,\"" + name + "\":2}"));
            assertTrue(refused.detail().length() < 200, "the message must stay short");
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("org.fanfare.protocol.JsonTextTest#seeds")
    void eachMemberIsWhatCompactingItsValueGives(long seed) {
        String value = new RandomJson(new SplittableRandom(seed), true).value(5);

        JsonObjectText object = JsonObjectText.of("{\"a\":" + value + ", \"b\" :" + value + "}");

        assertEquals(JsonText.compact(value), object.raw("a"));
        assertEquals(JsonText.compact(value), object.raw("b"));
    }
}
