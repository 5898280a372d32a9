package org.fanfare.topic;

/** A filter is none, or past its bounds. The message says what would be right and is fit for a client. */
public final class InvalidFilterException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidFilterException(String what) {
        super("not a filter: " + what);
    }
}
