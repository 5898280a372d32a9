package org.fanfare.hub;

import java.time.InstantSource;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.Publication;
import org.fanfare.event.PublishKey;
import org.fanfare.log.NodeLog;

/**
 * Places events in the node log and notes their keys. Of two events that took the same key at the same time on two nodes each node
 * hides the one that comes second to it (R15). Used by one thread at a time, for events with a key.
 */
final class Placing {
    private final NodeLog log;
    private final PublishKeys keys;
    private final InstantSource clock;

    Placing(NodeLog log, PublishKeys keys, InstantSource clock) {
        this.log = log;
        this.keys = keys;
        this.clock = clock;
    }

    /** Numbers and places a publication of this node. */
    Event enter(Publication publication) {
        PublishKey key = publication.key();
        if (key == null) {
            return log.publish(publication);
        }
        String node = log.node();
        Event next = new Event(new EventId(node, log.last(node) + 1), publication, clock.millis());
        if (keys.isSecond(next, key)) {
            log.hide(next.id());
            return next;
        }
        Event event = log.publish(publication);
        keys.note(event, key, false);
        return event;
    }

    /**
     * Places an event of another node.
     *
     * @return false if its number, or a later one of its stream, was taken before
     */
    boolean place(Event event) {
        PublishKey key = event.publication().key();
        if (key == null) {
            return log.place(event);
        }
        EventId id = event.id();
        if (id.seq() <= log.last(id.node())) {
            return false;
        }
        if (keys.isSecond(event, key)) {
            log.hide(id);
        } else {
            keys.note(event, key, true);
            log.place(event);
        }
        return true;
    }
}
