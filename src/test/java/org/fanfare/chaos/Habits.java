package org.fanfare.chaos;

import java.time.Duration;
import java.util.List;

/**
 * How a client behaves.
 *
 * @param topics topics or patterns
 * @param firstNode the node that it begins at
 * @param silence it leaves a node that says nothing for so long
 * @param stay it goes to the next node after so long, by itself; zero for one that stays
 */
record Habits(List<String> topics, int firstNode, Duration silence, Duration stay) {
    Habits {
        topics = List.copyOf(topics);
    }

    boolean hops() {
        return !stay.isZero();
    }
}
