package org.fanfare.log;

import java.time.Duration;

/**
 * How much of a topic's past is retained.
 *
 * @param count most events of one topic; 0 retains nothing
 * @param age longest time since an event's arrival on this node
 */
public record RetentionRule(int count, Duration age) {
    public RetentionRule {
        if (count < 0 || age.isNegative() || age.isZero()) {
            throw new IllegalArgumentException("a retention needs a count of 0 or more and a positive age");
        }
    }
}
