package org.fanfare.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.fanfare.session.SlowPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypeTest {

    @ParameterizedTest
    @CsvSource({
        "1, true",
        "10, true",
        "0, false",
        "11, false",
        "-1, false",
        "5.0, false",
        "1e1, false",
        "9999999999, false"
    })
    void aWholeNumberLiesWithinItsBounds(String text, boolean allowed) {
        assertEquals(allowed, new ValueType.Whole(1, 10).parse(text).isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "1.5, true",
        "2, true",
        "2.125, true",
        "1.4, false",
        "10.1, false",
        "2.1234, false",
        "NaN, false",
        ".5, false"
    })
    void aNumberLiesWithinItsBounds(String text, boolean allowed) {
        assertEquals(allowed, new ValueType.Decimal(1.5, 10).parse(text).isPresent());
    }

    @ParameterizedTest
    @CsvSource({"1s, true", "60s, true", "1m, true", "999ms, false", "1500ms, false", "2000ms, true", "61s, false"})
    void aTimeLiesWithinItsBoundsAndOnItsSteps(String text, boolean allowed) {
        var time = new ValueType.Time(Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(1));

        assertEquals(allowed, time.parse(text).isPresent());
    }

    @ParameterizedTest
    @CsvSource({"1024, true", "1KiB, true", "2KiB, true", "1023, false", "2049, false"})
    void aSizeLiesWithinItsBounds(String text, boolean allowed) {
        assertEquals(allowed, new ValueType.Size(1024, 2048).parse(text).isPresent());
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, true", "yes, false", "TRUE, false", "1, false"})
    void aFlagIsTrueOrFalse(String text, boolean allowed) {
        assertEquals(allowed, new ValueType.Flag().parse(text).isPresent());
    }

    @Test
    void aWordIsWrittenInLowerCaseWithHyphens() {
        var word = new ValueType.Word<>(SlowPolicy.class);

        assertEquals(Optional.of(SlowPolicy.DROP_OLDEST), word.parse("drop-oldest"));
        assertEquals(Optional.empty(), word.parse("DROP_OLDEST"));
        assertEquals("disconnect or drop-oldest or conflate", word.allowed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.com",
                "HTTPS://App.Example.com",
                "https://app.example.com:443",
                " https://app.example.com "
            })
    void anOriginIsComparedAsBrowsersSendIt(String text) {
        assertEquals(Optional.of(Set.of("https://app.example.com")), new Origins().parse(text));
    }

    @Test
    void originsArePartedByCommas() {
        assertEquals(
                Optional.of(Set.of(
                        "https://a.example", "http://localhost:3000", "http://[::1]:8080", "capacitor://localhost")),
                new Origins()
                        .parse("https://a.example, http://localhost:3000,http://[::1]:8080,capacitor://localhost"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.example.com",
                "https://app.example.com/",
                "https://*.example.com",
                "https://",
                "null",
                "https://a,,https://b",
                "https://a:123456",
                "https://a b",
                ","
            })
    void whatIsNoOriginIsRefused(String text) {
        assertTrue(new Origins().parse(text).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"fanfare, true", "a.B-9_c, true", "'', false", "a b, false", "a/b, false", "ü, false"})
    void aNameHasFewKindsOfCharacters(String text, boolean allowed) {
        assertEquals(allowed, ValueType.Text.NAME.parse(text).isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "jms/Name, true",
        "java:/jms/Name, true",
        "'', false",
        "ldap://host/x, false",
        "a b, false",
        "${x}, false"
    })
    void aJndiNameIsOneOfThisServer(String text, boolean allowed) {
        assertEquals(allowed, ValueType.Text.JNDI.parse(text).isPresent());
    }

    @ParameterizedTest
    @CsvSource({"'', '', 0", "a, '', 1", "kitten, sitting, 3", "max-bites, max-bytes, 1", "abc, abc, 0", "ab, ba, 2"})
    void theDistanceCountsSingleCharacters(String left, String right, int expected) {
        assertEquals(expected, EditDistance.between(left, right));
        assertEquals(expected, EditDistance.between(right, left));
    }
}
