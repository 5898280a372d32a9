package org.fanfare.session;

import org.fanfare.protocol.CloseCode;

/**
 * The way out to one client. Frames leave in the order of the writes; at most one write is under way at a time.
 *
 * <p>{@link #write} and {@link #ping} are called by the session's shard alone and must not block; {@link #close} and
 * {@link #abort} are called by a reaper thread and may.
 */
public interface Connection {
    /**
     * Starts to write.
     *
     * @param done told when the connection has taken all of it; if it never is, the shard gives the client up in time
     */
    void write(Batch batch, Completion done);

    /** Sends the transport's own sign of life, if it has one. Not called while a write is under way. */
    void ping();

    /** Whether a client that lives is heard from, so that its silence means that it is gone. */
    boolean hearsClient();

    /** Whether the connection has ended by itself with what was written: an answered poll. */
    boolean isOver();

    /** Whether each frame is handed out with the cursor that a client resumes from after it. */
    boolean needsCursors();

    /** Says goodbye and closes the connection. May block. Closing again does nothing. */
    void close(CloseCode code, String reason);

    /** Frees what the connection still holds, some time after {@link #close}: a client that does not read hears no goodbye. */
    void abort();
}
