package org.fanfare.cluster;

import java.util.Map;
import org.fanfare.event.EventId;
import org.fanfare.event.PublishKey;
import org.fanfare.hub.KnownKey;
import org.fanfare.log.LogSnapshot;
import org.fanfare.topic.Topic;

/** How the items of a snapshot stand in the parts of a transfer: a byte for what it is, and what it says. Any thread. */
final class SnapshotFormat {
    /** No item takes less: what it is, and a stream's name and number. */
    static final int MIN_ITEM_BYTES = 3;

    private static final int EVENT = 1;
    private static final int STREAM = 2;
    private static final int FORGOTTEN_STREAM = 3;
    private static final int TOPIC_FLOORS = 4;
    private static final int NAMESPACE_FLOORS = 5;
    private static final int KEY = 6;

    private final EventFormat events;

    SnapshotFormat(EventFormat events) {
        this.events = events;
    }

    static void write(WireWriter out, LogSnapshot.HeldEvent held) {
        out.octet(EVENT);
        id(out, held.event().id());
        out.number(held.ageNanos());
        EventFormat.write(out, held.event());
    }

    static void write(WireWriter out, LogSnapshot.StreamState stream) {
        out.octet(STREAM);
        out.shortText(stream.node());
        out.number(stream.last());
        out.number(stream.lostTo());
        out.number(stream.diedSeconds());
    }

    static void write(WireWriter out, LogSnapshot.ForgottenStream stream) {
        out.octet(FORGOTTEN_STREAM);
        out.shortText(stream.node());
        out.number(stream.last());
    }

    static void write(WireWriter out, LogSnapshot.TopicFloors floors) {
        out.octet(TOPIC_FLOORS);
        out.shortText(floors.topic().name());
        out.fixed64(floors.raisedSeconds());
        Bodies.position(out, floors.seqs());
    }

    static void write(WireWriter out, LogSnapshot.NamespaceFloors floors) {
        out.octet(NAMESPACE_FLOORS);
        out.shortText(floors.namespace());
        out.fixed64(floors.raisedSeconds());
        Bodies.position(out, floors.seqs());
    }

    static void write(WireWriter out, KnownKey known) {
        out.octet(KEY);
        id(out, known.id());
        out.shortText(known.topic().name());
        EventFormat.write(out, known.key());
        out.block(known.digest());
        out.number(known.ageMillis());
    }

    private static void id(WireWriter out, EventId id) {
        out.shortText(id.node());
        out.number(id.seq());
    }

    /**
     * Reads the next item.
     *
     * @throws IllegalArgumentException if there is none
     */
    void read(WireReader in, Snapshot.Builder into) {
        int what = in.octet();
        switch (what) {
            case EVENT -> into.add(event(in));
            case STREAM -> into.add(new LogSnapshot.StreamState(in.node(), in.seq(), in.seqOrZero(), in.number()));
            case FORGOTTEN_STREAM -> into.add(new LogSnapshot.ForgottenStream(in.node(), in.seq()));
            case TOPIC_FLOORS -> into.add(topicFloors(in));
            case NAMESPACE_FLOORS -> into.add(namespaceFloors(in));
            case KEY -> into.add(key(in));
            default -> throw new BrokenMessageException("an unknown item of a snapshot: " + what);
        }
    }

    private LogSnapshot.HeldEvent event(WireReader in) {
        EventId id = id(in);
        long ageNanos = in.number();
        return new LogSnapshot.HeldEvent(events.read(in, id), ageNanos);
    }

    private LogSnapshot.TopicFloors topicFloors(WireReader in) {
        Topic topic = events.readTopic(in);
        long raisedSeconds = in.fixed64();
        return new LogSnapshot.TopicFloors(topic, BodyReader.position(in), raisedSeconds);
    }

    private static LogSnapshot.NamespaceFloors namespaceFloors(WireReader in) {
        String namespace = in.shortText();
        long raisedSeconds = in.fixed64();
        Map<String, Long> seqs = BodyReader.position(in);
        return new LogSnapshot.NamespaceFloors(namespace, seqs, raisedSeconds);
    }

    private KnownKey key(WireReader in) {
        EventId id = id(in);
        Topic topic = events.readTopic(in);
        PublishKey key = EventFormat.readKey(in);
        byte[] digest = in.block();
        return new KnownKey(topic, key, id, digest, in.number());
    }

    private static EventId id(WireReader in) {
        return new EventId(in.node(), in.seq());
    }
}
