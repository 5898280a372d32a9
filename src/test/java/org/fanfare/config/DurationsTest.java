package org.fanfare.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "0s, PT0S",
        "1ms, PT0.001S",
        "250ms, PT0.25S",
        "20s, PT20S",
        "90s, PT1M30S",
        "5m, PT5M",
        "1h, PT1H",
        "7d, P7D",
        "007s, PT7S"
    })
    void aNumberAndAUnitIsATime(String text, Duration expected) {
        assertEquals(Optional.of(expected), Durations.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s",
                "20",
                "-1s",
                "+1s",
                "1.5s",
                "20 s",
                "20S",
                "20sec",
                "1h30m",
                "PT20S",
                "1w",
                "٣s",
                "9999999999999999s",
                "999999999999999d"
            })
    void anythingElseIsNone(String text) {
        assertEquals(Optional.empty(), Durations.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0ms", "1ms", "250ms", "1s", "59s", "1m", "90s", "5m", "1h", "25h", "1d", "30d"})
    void whatIsWrittenIsReadAgain(String text) {
        assertEquals(
                Optional.of(text), Durations.parse(text).map(Durations::text), "written in the largest whole unit");
    }
}
