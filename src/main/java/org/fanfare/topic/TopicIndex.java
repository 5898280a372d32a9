package org.fanfare.topic;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who wants a topic: subscribers by pattern and filter. The time of a match does not grow with the patterns that do not match.
 *
 * <p>Not thread-safe: owned by one thread, a shard's. Subscribers are compared by identity. A null filter and an empty one are
 * the same.
 */
public final class TopicIndex<S> {
    private final Map<String, Audience<S>> exact = new HashMap<>();
    private final PatternTrie<S> patterns = new PatternTrie<>();
    private final SharedFilters filters = new SharedFilters();
    private int size;

    /** Adds a subscription; what is there already stays as it is. The time does not grow with the subscriptions. */
    public void add(TopicPattern pattern, @Nullable Filter filter, S subscriber) {
        Audience<S> audience = pattern.isExact()
                ? exact.computeIfAbsent(pattern.text(), name -> new Audience<>())
                : patterns.audienceOf(pattern);
        if (audience.add(nonEmpty(filter), subscriber, filters)) {
            size++;
        }
    }

    /**
     * Removes a subscription, named as it was added. The time does not grow with the subscriptions.
     *
     * @return false if there was none
     */
    public boolean remove(TopicPattern pattern, @Nullable Filter filter, S subscriber) {
        Audience<S> audience = pattern.isExact() ? exact.get(pattern.text()) : patterns.find(pattern);
        if (audience == null || !audience.remove(nonEmpty(filter), subscriber, filters)) {
            return false;
        }
        size--;
        if (audience.isEmpty()) {
            forget(pattern);
        }
        return true;
    }

    private void forget(TopicPattern pattern) {
        if (pattern.isExact()) {
            exact.remove(pattern.text());
        } else {
            patterns.forget(pattern);
        }
    }

    private static @Nullable Filter nonEmpty(@Nullable Filter filter) {
        return filter == null || filter.isEmpty() ? null : filter;
    }

    /**
     * Finds who wants an event. A subscriber that wants it under several patterns or filters is named once for each: the caller
     * tells whether it had it. Equal filters judge once.
     *
     * @param payload called at most once, and only when a filter has to judge; {@link Fields#NONE} for what is no object
     * @param to called with each, in no particular order; must not call this index. What it throws ends the match
     */
    public void match(Topic topic, Supplier<Fields> payload, Consumer<? super S> to) {
        Audience<S> audience = exact.get(topic.name());
        if (audience == null && patterns.isEmpty()) {
            return;
        }
        filters.begin(payload);
        try {
            if (audience != null) {
                audience.offer(filters, to);
            }
            if (!patterns.isEmpty()) {
                patterns.offer(topic, filters, to);
            }
        } finally {
            filters.end();
        }
    }

    /** Tells whether nobody subscribes to anything. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** How many subscriptions there are: different triples of pattern, filter and subscriber. */
    public int size() {
        return size;
    }

    /** Tells whether no topic, step of a pattern or filter is left in memory. */
    boolean holdsNothing() {
        return exact.isEmpty() && patterns.isEmpty() && filters.isEmpty();
    }
}
