package org.fanfare.presence;

import org.jspecify.annotations.Nullable;

/**
 * A user on a topic, with all its sittings on all nodes taken together.
 *
 * @param user who it is; an anonymous one has a name that begins with {@code ~}
 * @param sessions how many sittings it has there
 * @param sinceMillis when the first of them came, in milliseconds since 1970-01-01T00:00Z
 * @param metadata of the sitting that changed last: a JSON object as compact text, or null
 */
public record Member(
        String user,
        int sessions,
        long sinceMillis,
        @Nullable String metadata) {}
