package org.fanfare.hub;

/**
 * What a hub has done so far, and who is connected.
 *
 * @param published events published on this node
 * @param delivered events handed to sessions
 */
public record HubCounts(long published, long delivered, int websocket, int sse, int poll) {}
