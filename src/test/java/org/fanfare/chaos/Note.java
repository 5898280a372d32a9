package org.fanfare.chaos;

import org.jspecify.annotations.Nullable;

/**
 * What a client noted between the events it got. A <em>place</em> is one start of one server: servers that are started
 * again are another place.
 */
sealed interface Note {
    /** How many events the client had before. */
    int at();

    /** A connection begins. What comes next comes over it. */
    record Opened(int at, int place) implements Note {}

    /**
     * What it asked for goes on; what had to be replayed may have come before this.
     *
     * @param cursor where it stands; for one that began afresh, what comes later is expected
     * @param resumed whether it had a cursor before
     * @param recovered what the server said about that; null if the transport says nothing but {@code gap}
     */
    record Subscribed(
            int at,
            String cursor,
            boolean resumed,
            @Nullable Boolean recovered) implements Note {}

    /** Something may be missing up to the cursor. */
    record Gap(int at, String reason, String cursor) implements Note {}

    /** The server asked it to go. */
    record Goodbye(int at, String reason) implements Note {}

    /** The connection ended, or did not come to be. */
    record Ended(int at, String why) implements Note {}
}
