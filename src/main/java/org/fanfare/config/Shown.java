package org.fanfare.config;

/** Foreign text made fit for a message: cut short, and without control characters (CWE-117). */
final class Shown {
    private static final int MAX_LENGTH_CHARS = 120;

    private Shown() {}

    static String of(String text) {
        String start = text.length() > MAX_LENGTH_CHARS ? text.substring(0, MAX_LENGTH_CHARS) + "…" : text;
        return start.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
    }
}
