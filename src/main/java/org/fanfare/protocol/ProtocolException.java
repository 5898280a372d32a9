package org.fanfare.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A request that is refused. The message is for the client: it says what was wrong and what would be right.
 *
 * <p>It has no stack trace: a refusal is an answer to bad input, and a flood of bad input must stay cheap.
 */
public class ProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN_CHARS = 64;

    private final ErrorCode code;
    private final @Nullable String topic;
    private final @Nullable Long retryAfterMillis;

    public ProtocolException(ErrorCode code, String message) {
        this(code, message, null, null);
    }

    /**
     * Creates a refusal.
     *
     * @param topic the topic that was refused, or null
     * @param retryAfterMillis when to try again, in milliseconds from now, or null
     */
    public ProtocolException(ErrorCode code, String message, @Nullable String topic, @Nullable Long retryAfterMillis) {
        super(message, null, false, false);
        this.code = code;
        this.topic = topic;
        this.retryAfterMillis = retryAfterMillis;
    }

    public ErrorCode code() {
        return code;
    }

    /** The refusal in words fit for a client. */
    public String detail() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    public @Nullable String topic() {
        return topic;
    }

    public @Nullable Long retryAfterMillis() {
        return retryAfterMillis;
    }

    /** At most {@value #SHOWN_CHARS} characters of an input, in quotes, for use in a message. */
    static String quoted(String input) {
        return "'" + cut(input, SHOWN_CHARS) + "'";
    }

    /** An input cut to a length, never between the halves of a surrogate pair, with dots where it was cut. */
    static String cut(String input, int chars) {
        if (input.length() <= chars) {
            return input;
        }
        int end = Character.isHighSurrogate(input.charAt(chars - 1)) ? chars - 1 : chars;
        return input.substring(0, end) + "...";
    }
}
