package org.fanfare.protocol;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the meaning of a frame depends on.
 *
 * @param room the room of the connection, for one to {@code /ws/{room}}, or null
 * @param words what members of a room may say
 */
public record DecodeContext(@Nullable String room, RequestLimits limits, Set<String> words) {
    private static final Set<String> STANDARD_WORDS = Set.of("text", "typing", Names.NO_KIND);

    public DecodeContext {
        words = Set.copyOf(words);
    }

    /** A context with the words that are allowed without settings. */
    public DecodeContext(@Nullable String room, RequestLimits limits) {
        this(room, limits, STANDARD_WORDS);
    }
}
