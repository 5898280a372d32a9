package org.fanfare.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.fanfare.topic.Filter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiltersTest {
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            {"a":1}             | {"a":1.0,"b":2}         | true
            {"a":1}             | {"a":"1"}               | false
            {"a":"1"}           | {"a":"\\u0031"}         | true
            {"a":["x","y"]}     | {"a":"y"}               | true
            {"a":["x","y"]}     | {"a":["x","y"]}         | false
            {"a":null}          | {"a":null}              | true
            {"a":null}          | {}                      | false
            {"a":true,"b":1}    | {"b":1,"a":true}        | true
            {"a":true,"b":1}    | {"b":2,"a":true}        | false
            {"a.b":1}           | {"a":{"b":1}}           | true
            {"a.b":1}           | {"a.b":2,"a":{"b":1}}   | false
            {"a.b":1}           | {"a":[{"b":1}]}         | false
            {"a":1}             | {"a":2,"a":1}           | true
            {"a":1}             | 1                       | false
            {"a":1}             | [{"a":1}]               | false
            {}                  | null                    | true
            """)
    void aFilterReadsThePayload(String filter, String payload, boolean passes) {
        assertEquals(passes, Filters.fromJson(filter).matches(PayloadFields.of(payload)));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            1.0     | {"a":1.0}     | true
            1.0     | {"a":1}       | false
            true    | {"a":true}    | true
            true    | {"a":"true"}  | true
            null    | {"a":null}    | true
            é b     | {"a":"é b"}   | true
            x       | {"a":"y"}     | true
            z       | {"a":"y"}     | false
            """)
    void aFilterOfAUrlComparesText(String value, String payload, boolean passes) {
        Filter filter = Filters.fromQuery(
                Map.of("topic", List.of("t"), "filter.a", value.equals("x") ? List.of("x", "y") : List.of(value)));

        assertEquals(passes, filter.matches(PayloadFields.of(payload)));
    }

    @Test
    void aUrlWithoutFilterParametersHasNone() {
        assertSame(Filter.NONE, Filters.fromQuery(Map.of("topic", List.of("t"))));
    }

    @Test
    void aFilterPastItsBoundsIsRefused() {
        for (Map<String, List<String>> query : List.of(
                Map.of("filter.", List.of("x")),
                Map.of("filter.a", List.of("x".repeat(100_000))),
                Map.of("filter." + "k".repeat(1000), List.of("x")))) {
            assertEquals(
                    ErrorCode.BAD_FILTER,
                    assertThrows(ProtocolException.class, () -> Filters.fromQuery(query))
                            .code());
        }
        assertEquals(
                ErrorCode.BAD_FILTER,
                assertThrows(ProtocolException.class, () -> Filters.fromJson("{\"a\":" + "9".repeat(10_000) + "}"))
                        .code());
    }
}
