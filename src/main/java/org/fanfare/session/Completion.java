package org.fanfare.session;

import org.jspecify.annotations.Nullable;

/** Told of the end of a write. Called exactly once a write, on any thread, perhaps before the write's call returns. */
@FunctionalInterface
public interface Completion {
    /**
     * The write has ended, and the next may begin.
     *
     * @param failure why the connection cannot be written any more, or null
     */
    void done(@Nullable Throwable failure);
}
