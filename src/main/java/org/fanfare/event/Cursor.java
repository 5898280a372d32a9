package org.fanfare.event;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a client has come: of each of these runs it has seen all up to here, as of then.
 *
 * @param seen the highest number seen of each node's stream; at most {@value #MAX_NODES} nodes
 * @param stampSeconds when the node that handed it out stood at that position, in seconds since 1970-01-01T00:00Z
 */
public record Cursor(Map<String, Long> seen, long stampSeconds) {
    public static final int MAX_LENGTH_CHARS = 2048;
    public static final int MAX_NODES = 64;
    private static final String STAMP = "t";
    private static final int PART_CHARS = 24;

    public Cursor {
        seen = Map.copyOf(seen);
    }

    /**
     * Reads event ids joined by {@code _}, and a stamp {@code t-SECONDS}.
     *
     * @throws InvalidCursorException if the text is of another form, names a node twice, or has no stamp
     */
    public static Cursor parse(String text) {
        if (text.length() > MAX_LENGTH_CHARS) {
            throw new InvalidCursorException("longer than " + MAX_LENGTH_CHARS + " characters");
        }
        Map<String, Long> seen = new TreeMap<>();
        long stamp = -1;
        for (int from = 0; from <= text.length(); ) {
            int to = text.indexOf('_', from);
            if (to < 0) {
                to = text.length();
            }
            int dash = text.lastIndexOf('-', to - 1);
            if (dash < from) {
                throw new InvalidCursorException("a part without a number");
            }
            String name = text.substring(from, dash);
            long number = number(text, dash + 1, to);
            if (name.equals(STAMP) && stamp < 0) {
                stamp = number;
            } else if (!EventId.isNode(name) || number < 1 || seen.put(name, number) != null) {
                throw new InvalidCursorException("a part that is no event id, or a node named twice");
            }
            from = to + 1;
        }
        if (stamp < 0) {
            throw new InvalidCursorException("no stamp");
        }
        if (seen.size() > MAX_NODES) {
            throw new InvalidCursorException("more than " + MAX_NODES + " nodes");
        }
        return new Cursor(seen, stamp);
    }

    private static long number(String text, int from, int to) {
        if (to == from || to - from > 18) {
            throw new InvalidCursorException("a number that is empty or too long");
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                throw new InvalidCursorException("a number with other characters than digits");
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }

    /** The highest number seen of a node's stream, 0 for none. */
    public long seen(String node) {
        Long seq = seen.get(node);
        return seq == null ? 0 : seq;
    }

    /** The cursor's text, the nodes in alphabetical order. */
    @Override
    public String toString() {
        return untilSeconds(new TreeMap<>(seen)) + stampSeconds;
    }

    /** The text of a cursor without the digits of its stamp, which come last. */
    public static String untilSeconds(SortedMap<String, Long> seen) {
        StringBuilder text = new StringBuilder(seen.size() * PART_CHARS + PART_CHARS);
        for (Map.Entry<String, Long> each : seen.entrySet()) {
            text.append(each.getKey())
                    .append('-')
                    .append(each.getValue().longValue())
                    .append('_');
        }
        return text.append(STAMP).append('-').toString();
    }
}
