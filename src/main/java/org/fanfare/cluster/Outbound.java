package org.fanfare.cluster;

/**
 * A message on its way to the other nodes.
 *
 * @param from the number of the first event of this node's stream in it
 * @param count how many of them are in it
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record Outbound(byte[] bytes, long from, int count) {

    /** A message without events of this node's stream. */
    static Outbound of(byte[] bytes) {
        return new Outbound(bytes, 0, 0);
    }
}
