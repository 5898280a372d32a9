package org.fanfare.log;

import java.time.Duration;

/**
 * Bounds of the node log.
 *
 * @param maxBytes most memory of all events held, as estimated from their lengths; past it the oldest go
 * @param maxUnreadEvents most events that a reader may be behind; past it the reader falls off the log
 * @param maxCursorAge a cursor handed out longer ago cannot be resumed
 * @param maxClockSkew how far the clocks of two nodes may lie apart
 * @param maxIdleTopics most topics without events whose floors are remembered one by one
 */
public record LogLimits(
        long maxBytes, int maxUnreadEvents, Duration maxCursorAge, Duration maxClockSkew, int maxIdleTopics) {
    public LogLimits {
        if (maxBytes <= 0 || maxUnreadEvents <= 0 || maxIdleTopics <= 0) {
            throw new IllegalArgumentException("the limits of the log must be positive");
        }
    }
}
