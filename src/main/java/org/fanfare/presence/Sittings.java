package org.fanfare.presence;

import java.util.List;

/**
 * Sittings of one node, all of them or some.
 *
 * @param seq number of the last announcement that is in it
 */
public record Sittings(String node, long seq, List<Sitting> sittings) {
    public Sittings {
        sittings = List.copyOf(sittings);
    }
}
