package org.fanfare.hub;

import java.time.Duration;

/**
 * Bounds of presence.
 *
 * @param grace how long a member may be away before it is held to have left
 * @param timeout how long a member over HTTP may be silent before it is held to have left
 * @param sittings most sittings of this node
 * @param metadataBytes most UTF-8 bytes of a sitting's metadata
 */
public record PresenceLimits(Duration grace, Duration timeout, int sittings, int metadataBytes) {
    /** What holds unless it is set otherwise. */
    public static final PresenceLimits DEFAULT =
            new PresenceLimits(Duration.ofSeconds(10), Duration.ofSeconds(30), 100_000, 1024);

    public PresenceLimits {
        if (grace.isNegative() || timeout.isNegative() || sittings <= 0 || metadataBytes <= 0) {
            throw new IllegalArgumentException("the limits of presence must be positive");
        }
    }
}
