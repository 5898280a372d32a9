package org.fanfare.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fanfare.event.EventId;
import org.fanfare.event.PublishKey;
import org.fanfare.hub.KnownKey;
import org.fanfare.log.LogSnapshot;
import org.fanfare.presence.Sitting;
import org.fanfare.presence.Sittings;
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
    private static final int SITTINGS = 7;

    /** No sitting takes less: topic, handle, user, two times, and a flag. */
    private static final int MIN_SITTING_BYTES = 2 + 1 + 1 + 2 * Long.BYTES + 1;

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

    static void write(WireWriter out, Sittings sittings) {
        out.octet(SITTINGS);
        out.shortText(sittings.node());
        out.number(sittings.seq());
        out.number(sittings.sittings().size());
        for (Sitting sitting : sittings.sittings()) {
            out.shortText(sitting.topic().name());
            out.text(sitting.handle());
            out.text(sitting.user());
            out.fixed64(sitting.sinceMillis());
            out.fixed64(sitting.changedMillis());
            out.octet(sitting.metadata() == null ? 0 : 1);
            if (sitting.metadata() != null) {
                out.text(sitting.metadata());
            }
        }
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
            case SITTINGS -> into.add(sittings(in));
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

    private Sittings sittings(WireReader in) {
        String node = in.node();
        long seq = in.seqOrZero();
        int count = in.count(MIN_SITTING_BYTES);
        List<Sitting> sittings = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sittings.add(new Sitting(
                    events.readTopic(in),
                    in.text(),
                    in.text(),
                    in.fixed64(),
                    in.fixed64(),
                    in.flag() ? in.text() : null));
        }
        return new Sittings(node, seq, sittings);
    }

    private static EventId id(WireReader in) {
        return new EventId(in.node(), in.seq());
    }
}
