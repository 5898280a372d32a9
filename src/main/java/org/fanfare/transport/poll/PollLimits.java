package org.fanfare.transport.poll;

import java.time.Duration;

/**
 * Bounds of one poll.
 *
 * @param maxWait longest time to wait for a first event, at most 60 seconds
 * @param maxEvents most events of one answer
 * @param maxBytes UTF-8 bytes of events at which an answer is full
 */
public record PollLimits(Duration maxWait, int maxEvents, int maxBytes) {
    public PollLimits {
        if (maxWait.isNegative() || maxWait.toSeconds() > 60 || maxEvents <= 0 || maxBytes <= 0) {
            throw new IllegalArgumentException("the limits of a poll are a wait of up to 60 s, and positive");
        }
    }
}
