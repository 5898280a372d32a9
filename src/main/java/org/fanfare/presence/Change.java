package org.fanfare.presence;

import org.fanfare.topic.Topic;

/** What a node announces of the sittings that it has. */
public sealed interface Change {

    /** A sitting came, or is another than before. */
    record Here(Sitting sitting) implements Change {}

    /** A sitting went. */
    record Gone(Topic topic, String handle) implements Change {}

    /** Whatever node has this sitting is to let it go. */
    record Expelled(Topic topic, String handle) implements Change {}

    /**
     * Around the announcements of all sittings of a node.
     *
     * @param begins whether they follow, or have been announced
     * @param count at the end, how many sittings the node has
     */
    record Renewal(boolean begins, int count) implements Change {}
}
