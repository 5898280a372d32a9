package org.fanfare.topic;

/** How a client's text is quoted in a message: its beginning, in printable ASCII (CWE-117). */
final class Shown {
    private static final int MAX_CHARS = 64;

    private Shown() {}

    static String of(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), MAX_CHARS); i++) {
            char c = text.charAt(i);
            shown.append(c >= ' ' && c <= '~' ? c : '?');
        }
        return text.length() <= MAX_CHARS
                ? shown.toString()
                : shown.append("...").toString();
    }
}
