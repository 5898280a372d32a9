package org.fanfare.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.presence.PresenceDigest;

/** Reads what {@link Bodies} writes. Any thread. */
final class BodyReader {
    /** No stream's name and number take less. */
    private static final int MIN_PLACE_BYTES = 1 + 8 + 1;

    private final EventFormat format = new EventFormat();
    private final SnapshotFormat snapshots = new SnapshotFormat(format);

    /**
     * Reads the message of a header.
     *
     * @throws IllegalArgumentException if there is none
     */
    Message read(Header header, WireReader in) {
        int kind = in.octet();
        return switch (kind) {
            case Bodies.EVENTS -> events(header, in);
            case Bodies.BEAT -> beat(header, in);
            case Bodies.ASK -> ask(header, in);
            case Bodies.ANSWER -> answer(header, in);
            case Bodies.TRANSFER_ASK -> new Message.TransferAsk(header, in.node(), in.smallNumber());
            case Bodies.TRANSFER_PART -> transferPart(header, in);
            case Bodies.TRANSFER_END -> transferEnd(header, in);
            case Bodies.RENEW -> new Message.Renew(header, in.node());
            default -> throw new BrokenMessageException("an unknown kind: " + kind);
        };
    }

    private Message events(Header header, WireReader in) {
        boolean confirm = in.flag();
        int count = in.requireRoom(header.count(), EventFormat.MIN_BYTES);
        List<Event> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            events.add(format.read(in, new EventId(header.node(), header.firstSeq() + i)));
        }
        return new Message.Events(header, confirm, events);
    }

    private static Message beat(Header header, WireReader in) {
        NodeState state = NodeState.of(in.octet());
        long number = in.number();
        long clockMillis = in.fixed64();
        int load = in.smallNumber();
        long lastSent = in.seqOrZero();
        long completeSinceSeconds = in.fixed64();
        long apartMillis = in.number();
        Map<String, Long> position = position(in);
        Set<String> dead = nodes(in);
        PresenceDigest presence = new PresenceDigest(in.seqOrZero(), in.smallNumber(), in.fixed64());
        return new Message.Beat(
                header,
                state,
                number,
                clockMillis,
                load,
                lastSent,
                position,
                dead,
                completeSinceSeconds,
                apartMillis,
                presence);
    }

    static Map<String, Long> position(WireReader in) {
        int count = in.count(MIN_PLACE_BYTES);
        Map<String, Long> position = new HashMap<>();
        for (int i = 0; i < count; i++) {
            String node = in.node();
            if (position.put(node, in.seq()) != null) {
                throw new BrokenMessageException("a stream named twice");
            }
        }
        return position;
    }

    private static Set<String> nodes(WireReader in) {
        int count = in.count(MIN_PLACE_BYTES - 1);
        Set<String> nodes = new HashSet<>();
        for (int i = 0; i < count; i++) {
            nodes.add(in.node());
        }
        return nodes;
    }

    private static Message ask(Header header, WireReader in) {
        String target = in.node();
        int count = in.count(MIN_PLACE_BYTES + 1);
        List<Range> ranges = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String stream = in.node();
            long from = in.seq();
            ranges.add(range(stream, from, from + in.seqOrZero()));
        }
        return new Message.Ask(header, target, ranges);
    }

    private Message answer(Header header, WireReader in) {
        Range range = range(in.node(), in.fixed64(), in.fixed64());
        int count = in.requireRoom(in.fixed32(), 1 + EventFormat.MIN_BYTES);
        List<Event> events = new ArrayList<>(count);
        long next = range.from();
        for (int i = 0; i < count; i++) {
            next += in.seqOrZero();
            if (next > range.to()) {
                throw new BrokenMessageException("an event past its range");
            }
            events.add(format.read(in, new EventId(range.stream(), next)));
            next++;
        }
        return new Message.Answer(header, range, events);
    }

    private Message transferPart(Header header, WireReader in) {
        String joiner = in.node();
        int attempt = in.smallNumber();
        int index = in.smallNumber();
        Snapshot.Builder piece = new Snapshot.Builder();
        for (int left = in.requireRoom(in.fixed32(), SnapshotFormat.MIN_ITEM_BYTES); left > 0; left--) {
            snapshots.read(in, piece);
        }
        return new Message.TransferPart(header, joiner, attempt, index, piece.build(0));
    }

    private static Message transferEnd(Header header, WireReader in) {
        String joiner = in.node();
        int attempt = in.smallNumber();
        int parts = in.smallNumber();
        long completeSinceSeconds = in.fixed64();
        return new Message.TransferEnd(header, joiner, attempt, parts, position(in), completeSinceSeconds);
    }

    private static Range range(String stream, long from, long to) {
        if (to > Header.MAX_SEQ) {
            throw new BrokenMessageException("a number of a stream that is too large: " + to);
        }
        return new Range(stream, from, to);
    }
}
