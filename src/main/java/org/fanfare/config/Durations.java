package org.fanfare.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as settings write them: a whole number and its unit, such as {@code 250ms}, {@code 20s}, {@code 5m}, {@code 1h}, {@code 7d}. */
final class Durations {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,15})(ms|s|m|h|d)");
    private static final Map<String, Long> UNIT_MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private Durations() {}

    /** Reads a time; empty if it has another form. */
    static Optional<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            long millis = Math.multiplyExact(Long.parseLong(matcher.group(1)), millisOf(matcher.group(2)));
            return Optional.of(Duration.ofMillis(millis));
        } catch (ArithmeticException tooLong) {
            return Optional.empty();
        }
    }

    /** Writes a time in the largest unit that leaves no fraction. */
    static String text(Duration duration) {
        long millis = duration.toMillis();
        for (String unit : new String[] {"d", "h", "m", "s"}) {
            if (millis % millisOf(unit) == 0) {
                long number = millis / millisOf(unit);
                if (number > 0) {
                    return number + unit;
                }
            }
        }
        return millis + "ms";
    }

    private static long millisOf(String unit) {
        return UNIT_MILLIS.getOrDefault(unit, 1L);
    }
}
