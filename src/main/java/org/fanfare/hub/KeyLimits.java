package org.fanfare.hub;

import java.time.Duration;

/**
 * Bounds of the table of idempotency keys.
 *
 * @param maxKeys most keys; past it the oldest go
 * @param maxAge how long a key is known
 */
public record KeyLimits(int maxKeys, Duration maxAge) {
    public KeyLimits {
        if (maxKeys <= 0 || maxAge.isNegative()) {
            throw new IllegalArgumentException("the limits of keys must be positive");
        }
    }
}
