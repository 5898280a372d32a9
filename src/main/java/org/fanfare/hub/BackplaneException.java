package org.fanfare.hub;

/** A message was not sent, or nobody knows whether it was. */
public final class BackplaneException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean refused;

    /**
     * Creates one.
     *
     * @param refused whether this very message was refused, as too large for one: sent again it would be refused again
     */
    public BackplaneException(String message, boolean refused, Throwable cause) {
        super(message, cause);
        this.refused = refused;
    }

    /** Whether this very message was refused: sent again it would be refused again. */
    public boolean isRefused() {
        return refused;
    }
}
