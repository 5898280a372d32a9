package org.fanfare.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Finds the payloads in whatever the subscribers receive, and counts. Not thread-safe. */
final class Intake {
    private static final byte[] TIME = "\"ts\":".getBytes(US_ASCII);
    private static final byte[] NUMBER = ",\"seq\":".getBytes(US_ASCII);
    private static final int MAX_NOTE_CHARS = 300;

    private final int payloadBytes;
    private final Histogram latency = new Histogram();
    private long windowStart = Long.MAX_VALUE;
    private long windowEnd = Long.MAX_VALUE;
    private long unique;
    private long inWindow;
    private long messagesInWindow;
    private long gaps;
    private long errors;
    private @Nullable String firstError;

    Intake(int payloadBytes) {
        this.payloadBytes = payloadBytes;
    }

    /** From {@code now} on, deliveries count for the figures. */
    void openWindow(long now) {
        windowStart = now;
    }

    /** Deliveries that come later do not count for the figures. */
    void closeWindow(long now) {
        windowEnd = now;
    }

    /**
     * Reads one frame, chunk or answer: whole lines of text, several payloads in one perhaps.
     *
     * @param tally accounts for each number, and tells whether it is new: that of the connection
     * @param now when it was received, on the run's clock, in nanoseconds
     */
    void scan(byte[] b, int from, int to, LongPredicate tally, long now) {
        long before = inWindow;
        int line = from;
        boolean payload = false;
        int i = from;
        while (i < to) {
            if (b[i] == '"' && matches(TIME, b, i, to)) {
                i = delivery(b, i, to, tally, now);
                payload = true;
            } else if (b[i++] == '\n') {
                if (!payload) {
                    other(b, line, i);
                }
                line = i;
                payload = false;
            }
        }
        if (!payload && line < to) {
            other(b, line, to);
        }
        messagesInWindow += inWindow > before ? 1 : 0;
    }

    private int delivery(byte[] b, int start, int to, LongPredicate tally, long now) {
        int i = start + TIME.length;
        long due = 0;
        while (i < to && isDigit(b[i])) {
            due = due * 10 + b[i++] - '0';
        }
        if (!matches(NUMBER, b, i, to)) {
            return i;
        }
        i += NUMBER.length;
        long number = 0;
        while (i < to && isDigit(b[i])) {
            number = number * 10 + b[i++] - '0';
        }
        count(number, due, tally, now);
        return Math.min(to, start - 1 + payloadBytes);
    }

    private void count(long number, long due, LongPredicate tally, long now) {
        if (tally.test(number)) {
            unique++;
        }
        if (now >= windowStart && now < windowEnd) {
            inWindow++;
            if (due >= windowStart) {
                latency.add(now - due);
            }
        }
    }

    private void other(byte[] b, int from, int to) {
        if (Bytes.contains(b, from, to, Bytes.GAP) || Bytes.contains(b, from, to, Bytes.GAP_EVENT)) {
            gaps++;
        } else if (Bytes.contains(b, from, to, Bytes.ERROR) || Bytes.contains(b, from, to, Bytes.REFUSED_EVENT)) {
            error(text(b, from, to));
        }
    }

    /** Counts a gap that the server admitted. */
    void gap() {
        gaps++;
    }

    /** Counts something that went wrong and keeps the first. */
    void error(String what) {
        errors++;
        if (firstError == null) {
            firstError = what;
        }
    }

    /** A received line, shortened for people. */
    static String text(byte[] b, int from, int to) {
        return new String(b, from, Math.min(to - from, MAX_NOTE_CHARS), UTF_8).strip();
    }

    private static boolean matches(byte[] word, byte[] b, int from, int to) {
        if (to - from < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (b[from + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    Histogram latency() {
        return latency;
    }

    /** Messages received, each once per connection. */
    long unique() {
        return unique;
    }

    /** Messages received within the measured time. */
    long inWindow() {
        return inWindow;
    }

    /** Deliveries per frame, chunk or answer that held any, within the measured time. */
    double perMessage() {
        return (double) inWindow / Math.max(1, messagesInWindow);
    }

    long gaps() {
        return gaps;
    }

    long errors() {
        return errors;
    }

    @Nullable
    String firstError() {
        return firstError;
    }
}
