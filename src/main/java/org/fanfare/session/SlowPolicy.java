package org.fanfare.session;

/** What becomes of a topic's events when a client reads too slowly (R24). */
public enum SlowPolicy {
    /** The session is closed and resumes by its cursor. */
    DISCONNECT,
    /** The oldest events that wait are dropped, and a gap stands in their place. */
    DROP_OLDEST,
    /** An event that waits is replaced by a newer one of the same conflation key; past the bound the session is closed. */
    CONFLATE
}
