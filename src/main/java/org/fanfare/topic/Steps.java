package org.fanfare.topic;

/**
 * The steps that a topic or a pattern consists of: each is a segment with the separator before it, so {@code market.quotes} is
 * the steps {@code market} and {@code .quotes}, and equal steps have equal separators.
 */
final class Steps {
    static final String ANY = "*";
    static final String REST = "**";

    private Steps() {}

    /** The steps of a legal name. */
    static String[] of(String name) {
        String[] steps = new String[count(name)];
        int from = 0;
        for (int i = 0; i < steps.length; i++) {
            int end = end(name, from);
            steps[i] = name.substring(from, end);
            from = end;
        }
        return steps;
    }

    private static int count(String name) {
        int count = 1;
        for (int i = 0; i < name.length(); i++) {
            if (Topic.isSeparator(name.charAt(i))) {
                count++;
            }
        }
        return count;
    }

    /** Where the step that begins at {@code from} ends. */
    static int end(String name, int from) {
        int end = from + 1;
        while (end < name.length() && !Topic.isSeparator(name.charAt(end))) {
            end++;
        }
        return end;
    }

    /** The pattern's step that stands for this step and all others of the same separator. */
    static String any(String step) {
        return switch (step.charAt(0)) {
            case '.' -> ".*";
            case ':' -> ":*";
            case '/' -> "/*";
            default -> ANY;
        };
    }

    /** The pattern's step that stands for this step, all others of the same separator, and whatever follows. */
    static String rest(String step) {
        return switch (step.charAt(0)) {
            case '.' -> ".**";
            case ':' -> ":**";
            case '/' -> "/**";
            default -> REST;
        };
    }

    static boolean isRest(String step) {
        return step.endsWith(REST);
    }
}
