package org.fanfare.presence;

import java.time.Duration;
import java.util.Map;
import org.fanfare.topic.Topic;

/**
 * Where it is known who is there, and within which bounds.
 *
 * @param everywhere whether in namespaces without a rule of their own
 * @param byNamespace whether in those that have one
 * @param grace how long a sitting of a known user outlives its connection
 * @param timeout how long one of an HTTP member outlives its last stream or poll
 * @param metadataBytes most bytes of UTF-8 in the metadata of one sitting
 * @param maxSittings most sittings of this node
 */
public record PresenceRules(
        boolean everywhere,
        Map<String, Boolean> byNamespace,
        Duration grace,
        Duration timeout,
        int metadataBytes,
        int maxSittings) {
    /** The namespace of rooms, which always have presence. */
    public static final String ROOMS = "room";

    /** What holds without settings. */
    public static final PresenceRules STANDARD =
            new PresenceRules(false, Map.of(), Duration.ofSeconds(10), Duration.ofSeconds(30), 1024, 100_000);

    public PresenceRules {
        byNamespace = Map.copyOf(byNamespace);
        if (grace.isNegative() || timeout.isNegative() || metadataBytes < 0 || maxSittings <= 0) {
            throw new IllegalArgumentException("the bounds of presence must not be negative");
        }
    }

    /** Whether it is known who is on a topic. */
    public boolean isOn(Topic topic) {
        String namespace = topic.namespace();
        return namespace.equals(ROOMS) || byNamespace.getOrDefault(namespace, everywhere);
    }
}
