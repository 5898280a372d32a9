package org.fanfare.topic;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The audiences of patterns with wildcards, by the steps of the patterns. A topic is looked up by walking all branches that
 * agree with it: at each step its own, {@code *} and {@code **}. {@link TopicPattern} bounds how many those can be. A branch
 * without an audience is cut off. Not thread-safe.
 */
final class PatternTrie<S> {
    private final Node<S> root = new Node<>();

    private static final class Node<S> {
        private Map<String, Node<S>> children = Map.of();
        private @Nullable Audience<S> audience;

        private Node<S> childFor(String step) {
            if (children.isEmpty()) {
                children = new HashMap<>(2);
            }
            return children.computeIfAbsent(step, s -> new Node<>());
        }

        private void cut(String step) {
            children.remove(step);
            if (children.isEmpty()) {
                children = Map.of();
            }
        }

        private boolean isEmpty() {
            return audience == null && children.isEmpty();
        }
    }

    boolean isEmpty() {
        return root.isEmpty();
    }

    /** The audience of a pattern, a new one if it has none. */
    Audience<S> audienceOf(TopicPattern pattern) {
        Node<S> node = root;
        for (String step : pattern.steps()) {
            node = node.childFor(step);
        }
        if (node.audience == null) {
            node.audience = new Audience<>();
        }
        return node.audience;
    }

    /** The audience of a pattern, null if it has none. */
    @Nullable
    Audience<S> find(TopicPattern pattern) {
        Node<S> node = root;
        for (String step : pattern.steps()) {
            node = node.children.get(step);
            if (node == null) {
                return null;
            }
        }
        return node.audience;
    }

    /** Forgets the audience of a pattern and the steps that lead to no other. */
    void forget(TopicPattern pattern) {
        forget(root, pattern.steps(), 0);
    }

    private void forget(Node<S> node, String[] steps, int depth) {
        if (depth == steps.length) {
            node.audience = null;
            return;
        }
        Node<S> child = node.children.get(steps[depth]);
        if (child != null) {
            forget(child, steps, depth + 1);
            if (child.isEmpty()) {
                node.cut(steps[depth]);
            }
        }
    }

    /** Calls {@code to} with each subscriber under a pattern that the topic matches. */
    void offer(Topic topic, SharedFilters filters, Consumer<? super S> to) {
        String name = topic.name();
        String first = name.substring(0, Steps.end(name, 0));
        if (leadsOn(first)) {
            offer(root, Steps.of(name), 0, filters, to);
        }
    }

    /** Tells whether any pattern begins like this, before all of the name is parted. */
    private boolean leadsOn(String first) {
        var children = root.children;
        return children.containsKey(first) || children.containsKey(Steps.ANY) || children.containsKey(Steps.REST);
    }

    private void offer(
            @Nullable Node<S> node, String[] steps, int depth, SharedFilters filters, Consumer<? super S> to) {
        if (node == null) {
            return;
        }
        if (depth == steps.length) {
            offer(node, filters, to);
        } else if (!node.children.isEmpty()) {
            String step = steps[depth];
            offer(node.children.get(step), steps, depth + 1, filters, to);
            offer(node.children.get(Steps.any(step)), steps, depth + 1, filters, to);
            offer(node.children.get(Steps.rest(step)), filters, to);
        }
    }

    private void offer(@Nullable Node<S> node, SharedFilters filters, Consumer<? super S> to) {
        if (node != null && node.audience != null) {
            node.audience.offer(filters, to);
        }
    }
}
