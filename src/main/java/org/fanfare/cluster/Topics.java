package org.fanfare.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.fanfare.topic.Topic;

/**
 * Remembers the topics read last by their bytes, since making one checks its name, which costs more than all the rest of an event.
 * A table of a fixed size without chains: the newer topic takes the place of the older one. Any thread; a race only forgets one.
 */
final class Topics {
    private static final int SLOTS = 4_096;

    /** A topic and the bytes of its name. Its fields are final, so a thread that sees it sees all of it. */
    private static final class Known {
        private final byte[] name;
        private final Topic topic;

        Known(byte[] name, Topic topic) {
            this.name = name;
            this.topic = topic;
        }
    }

    private final Known[] known = new Known[SLOTS];

    /**
     * Reads a topic.
     *
     * @throws IllegalArgumentException if there is none
     */
    Topic read(WireReader in) {
        int length = in.octet();
        int from = in.skip(length);
        byte[] bytes = in.bytes();
        int hash = 0;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ hash >>> 16) & (SLOTS - 1);
        Known one = known[slot];
        if (one != null && Arrays.equals(one.name, 0, one.name.length, bytes, from, from + length)) {
            return one.topic;
        }
        Topic topic = new Topic(new String(bytes, from, length, StandardCharsets.US_ASCII));
        known[slot] = new Known(Arrays.copyOfRange(bytes, from, from + length), topic);
        return topic;
    }
}
