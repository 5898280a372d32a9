package org.fanfare.hub;

import org.fanfare.event.EventId;
import org.fanfare.event.PublishKey;
import org.fanfare.topic.Topic;

/**
 * A key that was taken, as one node tells it to another that joins.
 *
 * @param id the event that took it
 * @param digest of what was published; not to be changed
 * @param ageMillis how long ago it was taken, in milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // shared, never compared as a whole
public record KnownKey(Topic topic, PublishKey key, EventId id, byte[] digest, long ageMillis) {}
