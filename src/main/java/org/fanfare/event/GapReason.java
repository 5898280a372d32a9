package org.fanfare.event;

/** Why events may be missing, as a {@code gap} tells it. */
public enum GapReason {
    /** An event past the cursor is no longer retained. */
    EVICTED("evicted"),
    /** The cursor is older than the longest age of a cursor. */
    TOO_OLD("too-old"),
    /** Events were lost between nodes and given up. */
    LOST("lost"),
    /** The client read too slowly and events were dropped. */
    SLOW("slow"),
    /** The node was not there, or not complete, when the cursor was handed out. */
    UNPROVEN("unproven");

    private final String text;

    GapReason(String text) {
        this.text = text;
    }

    /** The reason's name in the protocol. */
    public String text() {
        return text;
    }
}
