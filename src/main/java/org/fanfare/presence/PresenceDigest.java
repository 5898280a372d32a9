package org.fanfare.presence;

/**
 * The sittings of one node in a few bytes: two nodes that took the same announcements have the same.
 *
 * @param seq number of the last announcement in the node's stream, 0 without any
 * @param count how many sittings there are
 * @param hash over all of them, in whatever order
 */
public record PresenceDigest(long seq, int count, long hash) {
    /** Of a node that has not announced anything. */
    public static final PresenceDigest NONE = new PresenceDigest(0, 0, 0);

    /** Whether it stands for the same sittings, whenever they were announced. */
    public boolean hasSameSittings(PresenceDigest other) {
        return count == other.count && hash == other.hash;
    }
}
