package org.fanfare.event;

/** A text is not a cursor. The message is fit for a client. */
public final class InvalidCursorException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidCursorException(String what) {
        super("not a cursor: " + what + "; use one that Fanfare handed out, such as k3f9q2ab-345_t-1790000000");
    }
}
