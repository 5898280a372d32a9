package org.fanfare.protocol;

import org.jspecify.annotations.Nullable;

/** Reads a {@code traceparent} (W3C Trace Context, section 3.2). */
public final class TraceParent {
    private static final int LENGTH = 55;
    private static final int ID_FROM = 3;
    private static final int ID_TO = 35;
    private static final int PARENT_TO = 52;

    private TraceParent() {}

    /**
     * The trace id, 32 lower-case hexadecimal digits.
     *
     * @return null if there is no value or it is malformed, which the standard says to ignore
     */
    public static @Nullable String traceId(@Nullable String value) {
        if (value == null || value.length() < LENGTH || value.startsWith("ff") || !hasForm(value)) {
            return null;
        }
        boolean longer = value.length() > LENGTH;
        if (longer && (value.startsWith("00") || value.charAt(LENGTH) != '-')) {
            return null;
        }
        return isZero(value, ID_FROM, ID_TO) || isZero(value, ID_TO + 1, PARENT_TO)
                ? null
                : value.substring(ID_FROM, ID_TO);
    }

    private static boolean hasForm(String value) {
        for (int i = 0; i < LENGTH; i++) {
            char c = value.charAt(i);
            boolean dash = i == ID_FROM - 1 || i == ID_TO || i == PARENT_TO;
            if (dash ? c != '-' : !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(String value, int from, int to) {
        for (int i = from; i < to; i++) {
            if (value.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }
}
