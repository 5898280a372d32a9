package org.fanfare.presence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A sitting of this node, and how far the others know of it. Guarded by {@link OwnPresence}. */
final class OwnSitting {
    /** Tells those with the same end apart. */
    final long number;

    Sitting sitting;

    /** Whether it is a member over HTTP, which is there while it is sighted often enough. */
    boolean needsSight;

    /** Whether it sits there still: one that went is kept until the others know. */
    boolean here = true;

    /** What was announced of it last, or null. */
    @Nullable
    Sitting announced;

    /** Whether it is among those that came to its topic and are not counted there yet. */
    boolean coming;

    /** Whether it waits in the queue of what is to be announced. */
    boolean queued;

    /** How many streams and polls it has. */
    int attended;

    /** Whether it goes at {@link #endNanos}. */
    boolean timed;

    long endNanos;

    private @Nullable List<Consumer<@Nullable Sitting>> waiting;

    OwnSitting(long number, Sitting sitting, boolean needsSight) {
        this.number = number;
        this.sitting = sitting;
        this.needsSight = needsSight;
    }

    /** Whether it went without a word, and is waited for. */
    boolean isAway() {
        return timed && !needsSight;
    }

    void await(Consumer<@Nullable Sitting> done) {
        if (waiting == null) {
            waiting = new ArrayList<>(1);
        }
        waiting.add(done);
    }

    List<Consumer<@Nullable Sitting>> takeWaiting() {
        List<Consumer<@Nullable Sitting>> taken = waiting == null ? List.of() : waiting;
        waiting = null;
        return taken;
    }
}
