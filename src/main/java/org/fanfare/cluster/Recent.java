package org.fanfare.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fanfare.event.Event;

/**
 * The newest events of other nodes' streams, of which some peer may not have all yet: what is answered from when their node has died
 * and retention has let go of them (R16). Bounded in bytes over all streams. Guarded by the member.
 */
final class Recent {
    private final long maxBytes;
    private final Map<String, SeqRing> byStream = new HashMap<>();
    private long bytes;

    Recent(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    void add(Event event) {
        SeqRing ring = byStream.computeIfAbsent(
                event.id().node(), node -> new SeqRing(event.id().seq()));
        bytes -= ring.bytes();
        ring.add(event);
        bytes += ring.bytes();
        while (bytes > maxBytes) {
            SeqRing largest = largest();
            bytes -= largest.bytes();
            largest.dropFirst();
            bytes += largest.bytes();
        }
    }

    private SeqRing largest() {
        SeqRing largest = null;
        for (SeqRing ring : byStream.values()) {
            if (largest == null || ring.bytes() > largest.bytes()) {
                largest = ring;
            }
        }
        if (largest == null) {
            throw new IllegalStateException("bytes are held by no stream");
        }
        return largest;
    }

    /** Lets go of what everybody has. */
    void dropUpTo(String stream, long seq) {
        SeqRing ring = byStream.get(stream);
        if (ring != null) {
            bytes -= ring.bytes();
            ring.dropBelow(seq + 1);
            bytes += ring.bytes();
            if (ring.isEmpty()) {
                byStream.remove(stream);
            }
        }
    }

    void copy(String stream, long from, long to, List<Event> into) {
        SeqRing ring = byStream.get(stream);
        if (ring != null) {
            ring.copy(from, to, into);
        }
    }

    List<String> streams() {
        return List.copyOf(byStream.keySet());
    }

    void clear() {
        byStream.clear();
        bytes = 0;
    }
}
