package org.fanfare.hub;

import org.fanfare.event.Publication;
import org.jspecify.annotations.Nullable;

/**
 * What this node announces of its presence in one event.
 *
 * @param publication the event, or null if nothing changed
 * @param told tells those who wait for it; to be run once when the event is placed, holding no lock
 */
public record PresenceAnnouncement(@Nullable Publication publication, Runnable told) {}
