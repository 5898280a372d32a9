package org.fanfare.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.fanfare.topic.Filter.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
    private static final Value ONE = Value.Decimal.parse("1");

    @ParameterizedTest(name = "{0} equals {1}: {2}")
    @CsvSource(quoteCharacter = '`', textBlock = """
            text AAPL  , "AAPL"  , true
            text AAPL  , "aapl"  , false
            text 1     , 1       , false
            text null  , null    , false
            number 1   , 1       , true
            number 1   , 1.0     , true
            number 1   , 10e-1   , true
            number 100 , 1E2     , true
            number 0   , -0.0    , true
            number 1   , 1.01    , false
            number 1   , "1"     , false
            number 1   , true    , false
            number 1   , 1e99999999999 , false
            number 1   , 1e2147483647  , false
            bool true  , true    , true
            bool true  , false   , false
            bool true  , "true"  , false
            null       , null    , true
            null       , false   , false
            loose 1    , 1       , true
            loose 1    , 1.0     , false
            loose 1    , "1"     , true
            loose true , true    , true
            loose true , "true"  , true
            loose null , null    , true
            loose null , "null"  , true
            loose null , 0       , false
            text a     , []      , false
            loose []   , []      , false
            null       , []      , false
            loose x    , {}      , false
            null       , absent  , false
            loose absent , absent , false
            """)
    void aValueEquals(String value, String json, boolean expected) {
        assertEquals(expected, value(value).equalTo(field(json)));
    }

    private static Value value(String text) {
        String[] words = text.split(" ", 2);
        return switch (words[0]) {
            case "text" -> new Value.Text(words[1]);
            case "number" -> Value.Decimal.parse(words[1]);
            case "bool" -> new Value.Bool(Boolean.parseBoolean(words[1]));
            case "loose" -> new Value.Loose(words[1]);
            default -> new Value.Null();
        };
    }

    private static Field field(String json) {
        return switch (json) {
            case "null" -> Field.Plain.NULL;
            case "[]" -> Field.Plain.ARRAY;
            case "{}" -> new Field.Nested(Fields.NONE);
            case "absent" -> Field.Plain.ABSENT;
            case "true", "false" -> new Field.Bool(Boolean.parseBoolean(json));
            default ->
                json.startsWith("\"") ? new Field.Text(json.substring(1, json.length() - 1)) : new Field.Decimal(json);
        };
    }

    @Test
    void everyKeyMustMatchWithOneOfItsValues() {
        Filter filter = Filter.of(Map.of(
                "symbol", List.of(new Value.Text("AAPL"), new Value.Text("MSFT")), "kind", List.of(new Value.Null())));

        assertTrue(filter.matches(object(Map.of("symbol", new Field.Text("MSFT"), "kind", Field.Plain.NULL))));
        assertFalse(filter.matches(object(Map.of("symbol", new Field.Text("IBM"), "kind", Field.Plain.NULL))));
        assertFalse(filter.matches(object(Map.of("symbol", new Field.Text("AAPL")))));
        assertFalse(filter.matches(Fields.NONE));
    }

    @Test
    void theEmptyFilterLetsEverythingPass() {
        assertTrue(Filter.NONE.matches(Fields.NONE));
        assertTrue(Filter.NONE.isEmpty());
        assertEquals(Filter.NONE, Filter.of(Map.of()));
    }

    static Stream<Fields> payloadsWithAbc() {
        Field one = new Field.Decimal("1");
        return Stream.of(
                object(Map.of("a.b.c", one)),
                object(Map.of("a.b", nested("c", one))),
                object(Map.of("a", nested("b.c", one))),
                object(Map.of("a", nested("b", nested("c", one)))),
                object(Map.of("a.b.c", one, "a", nested("b.c", Field.Plain.NULL))),
                object(Map.of("a", new Field.Text("no object"), "a.b", nested("c", one))));
    }

    @ParameterizedTest
    @MethodSource("payloadsWithAbc")
    void aDottedKeyFinds(Fields payload) {
        assertTrue(wants("a.b.c").matches(payload));
    }

    static Stream<Fields> payloadsWithoutAbc() {
        Field one = new Field.Decimal("1");
        return Stream.of(
                Fields.NONE,
                object(Map.of("a.b.c", Field.Plain.ARRAY, "a", nested("b.c", one))),
                object(Map.of("a.b.c", nested("x", one), "a", nested("b.c", one))),
                object(Map.of("a", nested("x", one), "a.b", nested("c", one))),
                object(Map.of("c", one)),
                object(Map.of("a", one)),
                object(Map.of("a", nested("b", one))),
                object(Map.of("a", nested("b", Field.Plain.ARRAY))));
    }

    @ParameterizedTest
    @MethodSource("payloadsWithoutAbc")
    void aDottedKeyDoesNotFind(Fields payload) {
        assertFalse(wants("a.b.c").matches(payload));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "a.", ".a", "a..b", "........"})
    void oddDotsAreNamesLikeAnyOther(String key) {
        assertTrue(wants(key).matches(object(Map.of(key, new Field.Decimal("1")))));
        assertFalse(wants(key).matches(Fields.NONE));
    }

    @Test
    void theEmptyNameIsAMemberLikeAnyOther() {
        assertTrue(wants("a.").matches(object(Map.of("a", nested("", new Field.Decimal("1"))))));
        assertTrue(wants(".a").matches(object(Map.of("", nested("a", new Field.Decimal("1"))))));
    }

    @Test
    void filtersAreEqualByWhatTheyWantInAnyOrder() {
        Value a = new Value.Text("a");
        Filter filter = Filter.of(Map.of("k", List.of(a, ONE)));

        assertEquals(filter, Filter.of(Map.of("k", List.of(Value.Decimal.parse("1.00"), a, a))));
        assertEquals(filter.hashCode(), Filter.of(Map.of("k", List.of(ONE, a))).hashCode());
        assertEquals(filter, new Filter(Map.of("k", Set.of(a, ONE))));
        assertNotEquals(filter, Filter.of(Map.of("k", List.of(a, new Value.Loose("1")))));
    }

    @Test
    void aFilterKeepsACopy() {
        Map<String, Set<Value>> wanted = new HashMap<>(Map.of("k", Set.of(ONE)));
        Filter filter = new Filter(wanted);

        wanted.clear();

        assertFalse(filter.isEmpty());
    }

    @Test
    void aFilterMayReachEachBound() {
        String key = "k".repeat(Filter.MAX_KEY_CHARS);
        Filter.of(Map.of(key, Collections.nCopies(Filter.MAX_VALUES, ONE)));
        Filter.of(keys(Filter.MAX_KEYS));
        wants(".".repeat(Filter.MAX_KEY_DOTS));
        Filter.of(Map.of("k", List.of(new Value.Text("v".repeat(Filter.MAX_CHARS - 1)))));
    }

    static Stream<Map<String, List<Value>>> pastABound() {
        return Stream.of(
                keys(Filter.MAX_KEYS + 1),
                Map.of("k", List.of()),
                Map.of("k", Collections.nCopies(Filter.MAX_VALUES + 1, ONE)),
                Map.of("", List.of(ONE)),
                Map.of("k".repeat(Filter.MAX_KEY_CHARS + 1), List.of(ONE)),
                Map.of(".".repeat(Filter.MAX_KEY_DOTS + 1), List.of(ONE)),
                Map.of("k", List.of(new Value.Text("v".repeat(Filter.MAX_CHARS)))),
                Map.of("k", List.of(new Value.Loose("v".repeat(Filter.MAX_CHARS)))));
    }

    @ParameterizedTest
    @MethodSource("pastABound")
    void aFilterPastABoundIsRefused(Map<String, List<Value>> wanted) {
        assertThrows(InvalidFilterException.class, () -> Filter.of(wanted));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1e", "1e99999999999", "1e10001", "1e-10001", "0e2147483648"})
    void aNumberPastItsBoundsIsRefused(String json) {
        assertThrows(InvalidFilterException.class, () -> Value.Decimal.parse(json));
    }

    @Test
    void aNumberOfTooManyDigitsIsRefusedAndEqualsNone() {
        String digits = "9".repeat(60_000);

        assertThrows(InvalidFilterException.class, () -> Value.Decimal.parse(digits));
        assertThrows(InvalidFilterException.class, () -> new Value.Decimal(BigDecimal.TEN.pow(200)));
        assertFalse(ONE.equalTo(new Field.Decimal(digits)));
        assertTrue(Value.Decimal.parse("9".repeat(100)).equalTo(new Field.Decimal("9".repeat(100))));
    }

    private static Filter wants(String key) {
        return Filter.of(Map.of(key, List.of(ONE)));
    }

    private static Map<String, List<Value>> keys(int count) {
        Map<String, List<Value>> keys = new HashMap<>();
        for (int i = 0; i < count; i++) {
            keys.put("k" + i, List.of(ONE));
        }
        return keys;
    }

    private static Fields object(Map<String, Field> members) {
        return member -> members.getOrDefault(member, Field.Plain.ABSENT);
    }

    private static Field nested(String member, Field value) {
        return new Field.Nested(object(Map.of(member, value)));
    }
}
