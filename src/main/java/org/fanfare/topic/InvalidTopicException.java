package org.fanfare.topic;

/** A text is neither a topic nor a pattern. The message says what would be right and is fit for a client. */
public final class InvalidTopicException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final String FORM = "use 1 to 255 characters of A-Z a-z 0-9 _ - @ ~ % in non-empty segments"
            + " parted by . : or /; in a pattern a segment may be * and the last may be **";

    public InvalidTopicException(String text) {
        this(text, FORM);
    }

    InvalidTopicException(String text, String advice) {
        super("not a topic or pattern: '" + Shown.of(text) + "'; " + advice);
    }
}
