package org.fanfare.chaos;

/**
 * How much goes on while faults are injected.
 *
 * @param publishers over WebSocket, spread over the nodes
 * @param perSecond events of all of them together
 * @param keyed publishers over HTTP, spread over the nodes, with keys and repetitions
 * @param keyedPerSecond events of each of those
 */
record Load(int publishers, int perSecond, int keyed, int keyedPerSecond) {}
