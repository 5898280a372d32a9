package org.fanfare.chaos;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the checker counted. For one thread. */
final class Findings {
    private static final int MOST_EXAMPLES = 4;

    /** What must not be. */
    enum Fault {
        /** An event that others got, or that was kept, is missing, and no gap says so. */
        SILENT_LOSS,
        /** The same, of an event whose publisher was told that it is kept. */
        ACKNOWLEDGED_AND_LOST,
        /** A client got the same event again. */
        DUPLICATE,
        /** A client got an event after a later one of the same run, or from before it began. */
        ORDER,
        /** A run numbered what one connection published in another order. */
        PUBLISH_ORDER,
        /** One publish became two events. */
        TWO_EVENTS_FOR_ONE_PUBLISH,
        /** Two clients got different contents under one id. */
        ALTERED,
        /** A gap that no injected fault explains. */
        GAP,
        /** Events are missing across a resume that counted as recovered. */
        FALSE_RECOVERED,
        /** A resume that did not recover. */
        NOT_RECOVERED
    }

    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private final Map<Fault, List<String>> examples = new EnumMap<>(Fault.class);
    private final Map<String, Integer> counts = new TreeMap<>();

    void found(Fault fault, String example) {
        faults.merge(fault, 1, Integer::sum);
        List<String> kept = examples.computeIfAbsent(fault, first -> new ArrayList<>());
        if (kept.size() < MOST_EXAMPLES) {
            kept.add(example);
        }
    }

    /** Counts something that is no fault. */
    void count(String what, int more) {
        counts.merge(what, more, Integer::sum);
    }

    int of(Fault fault) {
        return faults.getOrDefault(fault, 0);
    }

    int of(String what) {
        return counts.getOrDefault(what, 0);
    }

    Set<Fault> faults() {
        return faults.keySet();
    }

    boolean flawless() {
        return faults.isEmpty();
    }

    /** Everything for people. */
    String text() {
        StringBuilder text =
                new StringBuilder("faults=").append(faults).append(" counts=").append(counts);
        examples.forEach((fault, some) ->
                text.append("\n    ").append(fault).append(": ").append(some));
        return text.toString();
    }
}
