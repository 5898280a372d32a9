package org.fanfare.protocol;

import java.util.ArrayList;
import java.util.List;

/** The text of a frame of the subprotocol {@code fanfare.v1.batch}: JSON values parted by line feeds. */
public final class BatchText {
    private BatchText() {}

    /** The lines of a frame that hold more than white space, each to be decoded by itself. */
    public static List<String> split(String frame) {
        List<String> values = new ArrayList<>();
        for (int from = 0; from < frame.length(); ) {
            int to = frame.indexOf('\n', from);
            if (to < 0) {
                to = frame.length();
            }
            if (!isBlank(frame, from, to)) {
                values.add(frame.substring(from, to));
            }
            from = to + 1;
        }
        return values;
    }

    private static boolean isBlank(String frame, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!JsonScanner.isSpace(frame.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
