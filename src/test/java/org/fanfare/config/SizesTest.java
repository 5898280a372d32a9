package org.fanfare.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "512, 512", "512B, 512", "1KiB, 1024", "64KiB, 65536", "1MiB, 1048576", "2GiB, 2147483648"})
    void aNumberOfBytesOrOfAUnitIsASize(String text, long expectedBytes) {
        assertEquals(OptionalLong.of(expectedBytes), Sizes.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "KiB",
                "-1",
                "1.5KiB",
                "64 KiB",
                "64kib",
                "64KB",
                "64K",
                "1TiB",
                "0x10",
                "9999999999999999",
                "999999999999999GiB"
            })
    void anythingElseIsNone(String text) {
        assertEquals(OptionalLong.empty(), Sizes.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"0, 0B", "1, 1B", "1023, 1023B", "1024, 1KiB", "1025, 1025B", "1048576, 1MiB", "1073741824, 1GiB"})
    void aSizeIsWrittenInTheLargestWholeUnit(long bytes, String expected) {
        assertEquals(expected, Sizes.text(bytes));
    }
}
