package org.fanfare.topic;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The filters of an index, each kept once however many subscribers carry an equal one, and what each said of the payload in
 * hand. Not thread-safe.
 */
final class SharedFilters {
    private final Map<Filter, Shared> byFilter = new HashMap<>();
    private long round;
    private @Nullable Supplier<Fields> supplier;
    private @Nullable Fields payload;

    /** One filter and its last verdict. */
    static final class Shared {
        private final Filter filter;
        private int uses;
        private long judgedRound;
        private boolean passes;

        private Shared(Filter filter) {
            this.filter = filter;
        }
    }

    /** The shared form of a filter, one use more. */
    Shared acquire(Filter filter) {
        Shared shared = byFilter.computeIfAbsent(filter, Shared::new);
        shared.uses++;
        return shared;
    }

    /** The shared form of a filter if it is in use. */
    @Nullable
    Shared find(Filter filter) {
        return byFilter.get(filter);
    }

    /** One use less; the last use forgets the filter. */
    void release(Shared shared) {
        if (--shared.uses == 0) {
            byFilter.remove(shared.filter);
        }
    }

    boolean isEmpty() {
        return byFilter.isEmpty();
    }

    /** Begins a round: forgets all verdicts. The payload is asked for when the first filter judges it. */
    void begin(Supplier<Fields> payloadSupplier) {
        round++;
        supplier = payloadSupplier;
    }

    /** Tells whether the round's payload passes; a filter judges once a round. */
    boolean passes(Shared shared) {
        if (shared.judgedRound != round) {
            shared.passes = shared.filter.matches(payload());
            shared.judgedRound = round;
        }
        return shared.passes;
    }

    private Fields payload() {
        if (payload == null) {
            if (supplier == null) {
                throw new IllegalStateException("no round");
            }
            payload = supplier.get();
        }
        return payload;
    }

    /** Ends a round: lets go of its payload. */
    void end() {
        supplier = null;
        payload = null;
    }
}
