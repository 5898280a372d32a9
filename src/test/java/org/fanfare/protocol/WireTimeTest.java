package org.fanfare.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTimeTest {
    private static final DateTimeFormatter REFERENCE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
    private static final long LAST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-01-01T00:00:00.000Z", "1970-01-01T00:00:00.000Z", "1969-12-31T23:59:59.999Z",
                        "2000-02-29T12:00:00.001Z",
                "2100-02-28T23:59:59.999Z", "2100-03-01T00:00:00.000Z", "2026-12-31T23:59:59.099Z",
                        "9999-12-31T23:59:59.999Z"
            })
    void aTimeIsWrittenInUtcWithMilliseconds(String time) {
        assertEquals(time, WireTime.text(Instant.parse(time).toEpochMilli()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("org.fanfare.protocol.JsonTextTest#seeds")
    void anyTimeIsWrittenAsTheFormatterWritesIt(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 100; i++) {
            long time = random.nextLong(FIRST, LAST + 1);
            assertEquals(REFERENCE.format(Instant.ofEpochMilli(time)), WireTime.text(time));
        }
    }

    @Test
    void aYearOfFiveDigitsIsNoTimeOfTheProtocol() {
        assertThrows(IllegalArgumentException.class, () -> WireTime.text(LAST + 1));
        assertThrows(IllegalArgumentException.class, () -> WireTime.text(FIRST - 1));
    }
}
