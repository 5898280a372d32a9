package org.fanfare.chaos;

import java.util.List;
import java.util.Set;

/**
 * All that was written down in one run.
 *
 * @param endedPlaces the servers that were killed, and those whose run had to end: what was acknowledged to nobody there
 *     may have ended with it
 * @param expectedGaps reasons of gaps that the injected faults explain
 */
record Records(
        Origins origins,
        List<ClientRecord.Page> clients,
        List<PublisherRecord.Page> publishers,
        Set<Integer> endedPlaces,
        Set<String> expectedGaps) {

    Records {
        clients = List.copyOf(clients);
        publishers = List.copyOf(publishers);
        endedPlaces = Set.copyOf(endedPlaces);
        expectedGaps = Set.copyOf(expectedGaps);
    }
}
