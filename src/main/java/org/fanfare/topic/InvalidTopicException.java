package org.fanfare.topic;

/** A text is neither a topic nor a pattern. The message says what would be right and is fit for a client. */
public final class InvalidTopicException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN_CHARS = 64;

    public InvalidTopicException(String text) {
        super("not a topic or pattern: '" + shown(text)
                + "'; use 1 to 255 characters of A-Z a-z 0-9 _ - @ ~ % in non-empty segments parted by . : or /");
    }

    private static String shown(String text) {
        return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "...";
    }
}
