package org.fanfare.log;

import org.fanfare.event.Cursor;

/** One reader's place in the node log. Used by one thread; the fields are guarded by the log. */
public final class LogReader implements AutoCloseable {
    private final NodeLog log;
    long next;
    boolean fellOff;

    LogReader(NodeLog log) {
        this.log = log;
    }

    /**
     * Reads on, without waiting.
     *
     * @param into filled from its start
     * @return how many entries were read, 0 at the end of the log
     */
    public int read(Entry[] into) {
        return log.read(this, into);
    }

    /** The offset of the next entry to read. */
    public long offset() {
        return log.offset(this);
    }

    /** Tells, once, whether the reader was too slow and entries were dropped before it had read them. */
    public boolean fellOff() {
        return log.fellOff(this);
    }

    /**
     * Leaves out all that is unread.
     *
     * @return the position at the end of the log, where the reader then stands
     */
    public Cursor skipToEnd() {
        return log.skipToEnd(this);
    }

    @Override
    public void close() {
        log.leave(this);
    }
}
