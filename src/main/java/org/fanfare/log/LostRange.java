package org.fanfare.log;

/**
 * Numbers of a node's stream that were given up (R7): whoever reads past them may have missed events of any topic.
 *
 * @param from the first number given up
 * @param to the last number given up
 */
public record LostRange(String node, long from, long to) {
    public LostRange {
        if (from < 1 || to < from) {
            throw new IllegalArgumentException("not a range: " + from + " to " + to);
        }
    }
}
