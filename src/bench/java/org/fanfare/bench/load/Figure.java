package org.fanfare.bench.load;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One figure of a benchmark.
 *
 * @param name what was measured
 * @param value the median over the rounds, if there was more than one
 * @param wanted a bound in words, or null
 * @param good whether the bound holds
 */
record Figure(
        String name, double value, String unit, @Nullable String wanted, boolean good) {

    /** A figure without a bound. */
    static Figure of(String name, double value, String unit) {
        return new Figure(name, value, unit, null, true);
    }

    static Figure atLeast(String name, double value, String unit, double bound) {
        return new Figure(name, value, unit, ">= " + text(bound), value >= bound);
    }

    /** A count of something that must not happen. */
    static Figure none(String name, long value) {
        return new Figure(name, (double) value, "", "0", value == 0);
    }

    /** One row of the table. */
    String row() {
        return String.format(
                Locale.ROOT,
                "%-46s %12s %-6s %-10s %s",
                name,
                text(value),
                unit,
                wanted == null ? "" : wanted,
                good ? "" : "MISSED");
    }

    private static String text(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, value < 1000 ? "%.2f" : "%.0f", value);
    }

    /** One JSON object. */
    String json() {
        return String.format(
                Locale.ROOT,
                "{\"name\":\"%s\",\"value\":%.3f,\"unit\":\"%s\",\"wanted\":%s,\"good\":%b}",
                name,
                value,
                unit,
                wanted == null ? "null" : "\"" + wanted + "\"",
                good);
    }
}
