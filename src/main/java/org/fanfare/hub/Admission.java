package org.fanfare.hub;

/** Whether a node takes another session. */
public enum Admission {
    OPEN("open"),
    /** It has as many as it may have. */
    FULL("full"),
    /** It has not joined its cluster yet, or is leaving it. */
    NOT_READY("not ready");

    private final String reason;

    Admission(String reason) {
        this.reason = reason;
    }

    /** The reason in words fit for a client. */
    public String reason() {
        return reason;
    }
}
