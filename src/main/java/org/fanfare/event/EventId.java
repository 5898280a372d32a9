package org.fanfare.event;

/**
 * Names an event for ever: the run of the node on which it entered, and its number in that run.
 *
 * @param node 8 to 12 characters of {@code a–z 0–9}, random for each run of a node
 * @param seq 1, 2, 3 … without holes
 */
public record EventId(String node, long seq) {
    public EventId {
        if (!isNode(node) || seq < 1) {
            throw new IllegalArgumentException("not an event id: " + node + "-" + seq);
        }
    }

    /** Tells whether a text has the form of a node's name. */
    public static boolean isNode(String text) {
        if (text.length() < 8 || text.length() > 12) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return node + "-" + seq;
    }
}
