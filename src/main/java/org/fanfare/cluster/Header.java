package org.fanfare.cluster;

import java.util.UUID;
import org.fanfare.event.EventId;

/**
 * What every message of every version begins with, so that a node can tell what it misses in one that it cannot read (R12).
 *
 * @param cluster the cluster's name; 1 to {@value #MAX_CLUSTER_BYTES} bytes in UTF-8
 * @param version the version of what follows the header, 0 to 65,535
 * @param node who sent it
 * @param nonce random for each run of a node: tells two nodes apart that took the same name
 * @param firstSeq the number of the first event of the sender's stream in it; without events, the number that the sender sends next,
 *     or 0 if it does not say
 * @param count how many events of the sender's stream are in it, numbered without holes
 */
record Header(String cluster, int version, String node, UUID nonce, long firstSeq, int count) {
    static final int MAX_CLUSTER_BYTES = 255;

    /** The highest number that a cursor can hold. */
    static final long MAX_SEQ = 999_999_999_999_999_999L;

    private static final int MAGIC = 'F' << 24 | 'N' << 16 | 'F' << 8 | 'R';
    private static final int MAX_VERSION = 0xFFFF;

    Header {
        if (version < 0 || version > MAX_VERSION || !EventId.isNode(node)) {
            throw new IllegalArgumentException("not a header: version " + version + " of " + node);
        }
        if (firstSeq < 0 || count < 0 || firstSeq > MAX_SEQ - count || (count > 0 && firstSeq < 1)) {
            throw new IllegalArgumentException("not a range of a stream: " + firstSeq + ", " + count);
        }
    }

    /** The number of the last event of the sender's stream in it; without events, the one before the first. */
    long lastSeq() {
        return firstSeq + count - 1;
    }

    void write(WireWriter out) {
        out.fixed32(MAGIC);
        out.fixed16(version);
        out.shortText(cluster);
        out.shortText(node);
        out.fixed64(nonce.getMostSignificantBits());
        out.fixed64(nonce.getLeastSignificantBits());
        out.fixed64(firstSeq);
        out.fixed32(count);
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Header read(WireReader in) {
        if (in.fixed32() != MAGIC) {
            throw new IllegalArgumentException("no message of Fanfare");
        }
        int version = in.fixed16();
        String cluster = in.shortText();
        String node = in.shortText();
        UUID nonce = new UUID(in.fixed64(), in.fixed64());
        return new Header(cluster, version, node, nonce, in.fixed64(), in.fixed32());
    }
}
