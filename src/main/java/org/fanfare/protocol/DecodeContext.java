package org.fanfare.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What the meaning of a frame depends on.
 *
 * @param room the room of the connection, for one to {@code /ws/{room}}, or null
 */
public record DecodeContext(@Nullable String room, RequestLimits limits) {}
