package org.fanfare.config;

import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as settings write them: a whole number of bytes, or one with its unit, such as {@code 512}, {@code 64KiB}, {@code 1MiB}, {@code 2GiB}. */
final class Sizes {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,15})(B|KiB|MiB|GiB)?");
    private static final Map<String, Long> UNIT_BYTES = Map.of("KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

    private Sizes() {}

    /** Reads a size in bytes; empty if it has another form. */
    static OptionalLong parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        String unit = matcher.group(2);
        try {
            long number = Long.parseLong(matcher.group(1));
            return OptionalLong.of(Math.multiplyExact(number, unit == null ? 1 : bytesOf(unit)));
        } catch (ArithmeticException tooLarge) {
            return OptionalLong.empty();
        }
    }

    /** Writes a size in the largest unit that leaves no fraction. */
    static String text(long bytes) {
        for (String unit : new String[] {"GiB", "MiB", "KiB"}) {
            if (bytes > 0 && bytes % bytesOf(unit) == 0) {
                return bytes / bytesOf(unit) + unit;
            }
        }
        return bytes + "B";
    }

    private static long bytesOf(String unit) {
        return UNIT_BYTES.getOrDefault(unit, 1L);
    }
}
