package org.fanfare.access;

import java.time.Duration;

/**
 * Bounds of request bodies that do not come at once.
 *
 * @param maxBytes most bytes of one
 * @param maxHeldBytes most bytes of all of them together
 * @param maxTime longest time for one to come
 */
public record BodyLimits(int maxBytes, long maxHeldBytes, Duration maxTime) {
    public BodyLimits {
        if (maxBytes <= 0 || maxHeldBytes < maxBytes || maxTime.isNegative() || maxTime.isZero()) {
            throw new IllegalArgumentException("the bounds of bodies are positive: " + maxBytes + ", " + maxHeldBytes);
        }
    }
}
