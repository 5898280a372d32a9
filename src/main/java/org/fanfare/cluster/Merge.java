package org.fanfare.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.fanfare.event.Event;

/** Puts events of one stream together that were held in two places. */
final class Merge {
    private Merge() {}

    static List<Event> bySeq(List<Event> some, List<Event> others) {
        TreeMap<Long, Event> bySeq = new TreeMap<>();
        some.forEach(event -> bySeq.put(event.id().seq(), event));
        others.forEach(event -> bySeq.put(event.id().seq(), event));
        return new ArrayList<>(bySeq.values());
    }
}
