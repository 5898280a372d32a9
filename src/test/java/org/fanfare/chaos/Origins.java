package org.fanfare.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives each run of a node a small number, so that an event's id fits into a {@code long}: the run in the upper 20
 * bits, the number in its stream in the lower 44. Thread-safe.
 */
final class Origins {
    private static final int SEQ_BITS = 44;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Map<Integer, Integer> places = new HashMap<>();

    /** The run's number, the next free one for a new name. */
    synchronized int number(String name) {
        return numbers.computeIfAbsent(name, added -> {
            names.add(added);
            return names.size() - 1;
        });
    }

    /** The run's name. */
    synchronized String name(int number) {
        return names.get(number);
    }

    /** Notes where a run goes on: at which start of which server. */
    synchronized void runsAt(String name, int place) {
        places.put(number(name), place);
    }

    /** Where a run goes on; -1 if nobody was told. */
    synchronized int place(int number) {
        return places.getOrDefault(number, -1);
    }

    synchronized int count() {
        return names.size();
    }

    /** The id of an event as it stands in messages, {@code NODE-SEQ}. */
    long id(String text) {
        int dash = text.lastIndexOf('-');
        return id(number(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
    }

    /** The id as it stands in messages. */
    String text(long id) {
        return name(origin(id)) + "-" + seq(id);
    }

    static long id(int origin, long seq) {
        return (long) origin << SEQ_BITS | seq;
    }

    static int origin(long id) {
        return (int) (id >>> SEQ_BITS);
    }

    static long seq(long id) {
        return id & (1L << SEQ_BITS) - 1;
    }
}
