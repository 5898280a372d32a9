package org.fanfare.presence;

import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/**
 * One session, or one member over HTTP, on one topic: what a node announces of it to the others.
 *
 * @param handle the session's id, or the member's token; never told to clients
 * @param user who it is; an anonymous one has a name that begins with {@code ~}
 * @param sinceMillis when it came, in milliseconds since 1970-01-01T00:00Z
 * @param changedMillis when it came or its metadata last changed, the same way
 * @param metadata a JSON object as compact text, or null
 */
public record Sitting(
        Topic topic,
        String handle,
        String user,
        long sinceMillis,
        long changedMillis,
        @Nullable String metadata) {}
