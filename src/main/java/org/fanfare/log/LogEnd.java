package org.fanfare.log;

import org.fanfare.event.Cursor;

/**
 * The end of the log at one moment.
 *
 * @param offset of the next entry
 * @param position of a client that has all up to here
 */
public record LogEnd(long offset, Cursor position) {}
