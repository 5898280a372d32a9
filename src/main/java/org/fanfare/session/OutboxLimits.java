package org.fanfare.session;

import java.time.Duration;

/**
 * Bounds of one session's outbox.
 *
 * @param maxEvents most events that wait
 * @param maxBytes most UTF-8 bytes that wait, of events and of answers each
 * @param maxWriteBytes most UTF-8 bytes of one write, unless a single frame is longer
 * @param maxStall longest time a write may take before the client is given up
 */
public record OutboxLimits(int maxEvents, int maxBytes, int maxWriteBytes, Duration maxStall) {
    public OutboxLimits {
        if (maxEvents < 2 || maxBytes <= 0 || maxWriteBytes <= 0 || maxStall.isNegative() || maxStall.isZero()) {
            throw new IllegalArgumentException("the limits of an outbox must be positive");
        }
    }
}
