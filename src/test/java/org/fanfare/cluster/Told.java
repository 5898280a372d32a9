package org.fanfare.cluster;

import java.util.function.Consumer;
import org.fanfare.event.EventId;
import org.fanfare.hub.PublishOutcome;
import org.jspecify.annotations.Nullable;

/** Takes one answer, and fails at a second one. Used by one thread. */
final class Told<T> implements Consumer<T> {
    private @Nullable T answer;

    @Override
    public void accept(T told) {
        if (answer != null) {
            throw new AssertionError("told " + told + " after " + answer);
        }
        answer = told;
    }

    boolean isOpen() {
        return answer == null;
    }

    T answer() {
        T told = answer;
        if (told == null) {
            throw new AssertionError("nothing was told yet");
        }
        return told;
    }

    /** The id of a publish that was acknowledged. */
    EventId id() {
        if (answer() instanceof PublishOutcome.Published published) {
            return published.id();
        }
        throw new AssertionError("not published: " + answer);
    }
}
