package org.fanfare.cluster;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages as bytes and reads them. Any thread.
 *
 * <p>A message begins with a header that is the same in every version, for ever; numbers have their highest byte first:
 *
 * <pre>
 *  4 bytes  "FNFR"
 *  2        version of what follows the header
 *  1 + n    length and name of the cluster, UTF-8
 *  1 + n    length and name of the sending node
 * 16        nonce of the node's run
 *  8        number of the first event of the node's stream in it (without events: the next one to be sent, or 0)
 *  4        how many events of the node's stream are in it
 * </pre>
 *
 * <p>In version {@value #VERSION} there follows a byte for the kind (1 events, 2 beat, 3 ask, 4 answer, 5 transfer ask, 6 transfer part, 7 transfer end, 8 renew) and what
 * {@link Bodies} writes for it, up to the last byte. A change of what follows is a new version. Nothing guards the bytes against being
 * changed on the way: TCP and the broker do.
 */
final class Wire {
    static final int VERSION = 2;

    private static final int EXPECTED_BYTES = 256;

    private final String cluster;
    private final BodyReader bodies = new BodyReader();

    /**
     * The wire of one cluster.
     *
     * @param cluster its name; 1 to {@value Header#MAX_CLUSTER_BYTES} bytes in UTF-8
     */
    Wire(String cluster) {
        this.cluster = cluster;
    }

    /** A header for a message without events of the sender's stream. */
    Header header(String node, UUID nonce) {
        return header(node, nonce, 0, 0);
    }

    /** A header of this cluster and version. */
    Header header(String node, UUID nonce, long firstSeq, int count) {
        return new Header(cluster, VERSION, node, nonce, firstSeq, count);
    }

    /**
     * Writes a message of this version.
     *
     * @throws IllegalArgumentException if it is unreadable, of another version, or holds what the format cannot
     */
    byte[] write(Message message) {
        if (message.header().version() != VERSION) {
            throw new IllegalArgumentException(
                    "cannot write version " + message.header().version());
        }
        WireWriter out = new WireWriter(EXPECTED_BYTES);
        message.header().write(out);
        message.accept(new Bodies(out));
        return out.toBytes();
    }

    /**
     * Reads a message. Takes memory in proportion to the bytes, whatever they say.
     *
     * @return the message, {@link Message.Unreadable} if only its header can be read, or null if it is none of this cluster
     */
    @Nullable
    Message read(byte[] bytes) {
        WireReader in = new WireReader(bytes);
        Header header;
        try {
            header = Header.read(in);
        } catch (IllegalArgumentException noHeader) {
            return null;
        }
        if (!header.cluster().equals(cluster)) {
            return null;
        }
        if (header.version() != VERSION) {
            return new Message.Unreadable(header, "version " + header.version());
        }
        try {
            Message message = bodies.read(header, in);
            if (in.remaining() > 0) {
                return new Message.Unreadable(header, in.remaining() + " bytes after its end");
            }
            return message;
        } catch (IllegalArgumentException broken) {
            return new Message.Unreadable(header, reason(broken));
        }
    }

    /** Says nothing of what the bytes hold but numbers: it is logged. */
    private static String reason(IllegalArgumentException broken) {
        return broken instanceof BrokenMessageException ? String.valueOf(broken.getMessage()) : "an illegal value";
    }
}
