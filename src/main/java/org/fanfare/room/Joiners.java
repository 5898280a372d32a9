package org.fanfare.room;

/** Who may join a room. */
public enum Joiners {
    /** Everybody who connects. */
    ALL,
    /** Only who is authenticated. */
    USERS
}
