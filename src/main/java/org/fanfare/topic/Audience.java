package org.fanfare.topic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who subscribes under one topic or pattern: those who want all, and those who want what passes a filter. Not thread-safe. */
final class Audience<S> {
    private final Subscribers<S> all = new Subscribers<>();

    /** Linked, because the walk through it must not grow with the subscribers that it once had. */
    private @Nullable Map<SharedFilters.Shared, Subscribers<S>> filtered;

    /** Adds a subscriber; false if it is there already. */
    boolean add(@Nullable Filter filter, S subscriber, SharedFilters filters) {
        if (filter == null) {
            return all.add(subscriber);
        }
        if (filtered == null) {
            filtered = new LinkedHashMap<>(2);
        }
        SharedFilters.Shared shared = filters.find(filter);
        Subscribers<S> group = shared == null ? null : filtered.get(shared);
        if (group == null) {
            group = new Subscribers<>();
            filtered.put(filters.acquire(filter), group);
        }
        return group.add(subscriber);
    }

    /** Removes a subscriber; false if it is not there. */
    boolean remove(@Nullable Filter filter, S subscriber, SharedFilters filters) {
        if (filter == null) {
            return all.remove(subscriber);
        }
        SharedFilters.Shared shared = filters.find(filter);
        if (filtered == null || shared == null) {
            return false;
        }
        Subscribers<S> group = filtered.get(shared);
        if (group == null || !group.remove(subscriber)) {
            return false;
        }
        if (group.isEmpty()) {
            filtered.remove(shared);
            filters.release(shared);
        }
        if (filtered.isEmpty()) {
            filtered = null;
        }
        return true;
    }

    boolean isEmpty() {
        return all.isEmpty() && filtered == null;
    }

    /** Calls {@code to} with each subscriber that wants the round's payload. */
    void offer(SharedFilters filters, Consumer<? super S> to) {
        all.forEach(to);
        if (filtered != null) {
            filtered.forEach((shared, group) -> {
                if (filters.passes(shared)) {
                    group.forEach(to);
                }
            });
        }
    }
}
