package org.fanfare.bench.load;

/** The payload {@code {"ts":NANOS,"seq":NUMBER,"pad":"xxx…"}} of a fixed size. */
final class Payload {
    /** The shortest that holds both numbers. */
    static final int MIN_BYTES = 64;

    static final int MAX_BYTES = 60_000;

    private final int bytes;
    private final String padding;

    Payload(int bytes) {
        if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "payload must be of " + MIN_BYTES + " to " + MAX_BYTES + " bytes: " + bytes);
        }
        this.bytes = bytes;
        this.padding = "x".repeat(bytes);
    }

    int bytes() {
        return bytes;
    }

    /**
     * The text.
     *
     * @param dueNanos when the message was due, on the run's clock
     */
    String text(long dueNanos, long number) {
        var text = new StringBuilder(bytes);
        text.append("{\"ts\":")
                .append(dueNanos)
                .append(",\"seq\":")
                .append(number)
                .append(",\"pad\":\"");
        return text.append(padding, 0, bytes - text.length() - 2).append("\"}").toString();
    }
}
