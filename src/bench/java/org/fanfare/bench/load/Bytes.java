package org.fanfare.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Searches in received bytes for the few words that matter. */
final class Bytes {
    static final byte[] ACK = ascii("\"type\":\"ack\"");
    static final byte[] ERROR = ascii("\"type\":\"error\"");
    static final byte[] GAP = ascii("\"type\":\"gap\"");
    static final byte[] GAP_MEMBER = ascii("\"gap\":{");
    static final byte[] GAP_EVENT = ascii("event: gap");
    static final byte[] REFUSED_EVENT = ascii("event: refused");
    static final byte[] CURSOR = ascii("\"cursor\":\"");
    static final byte[] HEAD_END = ascii("\r\n\r\n");
    static final byte[] LINE_END = ascii("\r\n");
    static final byte[] LINE_FEED = ascii("\n");

    private Bytes() {}

    static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    static boolean contains(byte[] b, int from, int to, byte[] word) {
        return indexOf(b, from, to, word) >= 0;
    }

    /** Where the word begins; -1 if it is not there. */
    static int indexOf(byte[] b, int from, int to, byte[] word) {
        for (int i = from; i <= to - word.length; i++) {
            int k = 0;
            while (k < word.length && b[i + k] == word[k]) {
                k++;
            }
            if (k == word.length) {
                return i;
            }
        }
        return -1;
    }

    /** The last line feed before {@code to}; {@code from - 1} if there is none. */
    static int lastLineFeed(byte[] b, int from, int to) {
        int i = to - 1;
        while (i >= from && b[i] != '\n') {
            i--;
        }
        return i;
    }
}
