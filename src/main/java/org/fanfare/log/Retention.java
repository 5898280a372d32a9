package org.fanfare.log;

import java.time.Duration;
import java.util.Map;

/**
 * The retention of all namespaces.
 *
 * @param otherwise the rule of a namespace that has none of its own
 * @param byNamespace the rules of single namespaces
 */
public record Retention(RetentionRule otherwise, Map<String, RetentionRule> byNamespace) {
    public Retention {
        byNamespace = Map.copyOf(byNamespace);
    }

    RetentionRule of(String namespace) {
        return byNamespace.getOrDefault(namespace, otherwise);
    }

    /** The longest age of all rules. */
    public Duration longestAge() {
        Duration longest = otherwise.age();
        for (RetentionRule rule : byNamespace.values()) {
            if (rule.age().compareTo(longest) > 0) {
                longest = rule.age();
            }
        }
        return longest;
    }
}
