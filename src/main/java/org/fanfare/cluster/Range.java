package org.fanfare.cluster;

/**
 * Numbers of one stream.
 *
 * @param from the first one
 * @param to the last one
 */
record Range(String stream, long from, long to) {
    Range {
        if (from < 1 || to < from) {
            throw new IllegalArgumentException("not a range: " + from + " to " + to);
        }
    }
}
