package org.fanfare.session;

import java.util.Map;
import org.fanfare.topic.Topic;

/**
 * What becomes of the events of each namespace when a client reads too slowly.
 *
 * @param otherwise the policy of a namespace that has none of its own
 */
public record SlowPolicies(SlowPolicy otherwise, Map<String, SlowPolicy> byNamespace) {
    public SlowPolicies {
        byNamespace = Map.copyOf(byNamespace);
    }

    public SlowPolicy of(Topic topic) {
        return byNamespace.isEmpty() ? otherwise : byNamespace.getOrDefault(topic.namespace(), otherwise);
    }
}
