package org.fanfare.cluster;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fanfare.event.Event;
import org.fanfare.log.LogSnapshot;

/** Writes what follows the header of a message: a byte for its kind, and what it says. For one message. */
final class Bodies implements Message.Visitor {
    static final int EVENTS = 1;
    static final int BEAT = 2;
    static final int ASK = 3;
    static final int ANSWER = 4;
    static final int TRANSFER_ASK = 5;
    static final int TRANSFER_PART = 6;
    static final int TRANSFER_END = 7;
    static final int RENEW = 8;

    private final WireWriter out;

    Bodies(WireWriter out) {
        this.out = out;
    }

    @Override
    public void events(Message.Events message) {
        beginEvents(out, message.confirm());
        message.events().forEach(event -> EventFormat.write(out, event));
    }

    static void beginEvents(WireWriter out, boolean confirm) {
        out.octet(EVENTS);
        out.octet(confirm ? 1 : 0);
    }

    @Override
    public void beat(Message.Beat message) {
        out.octet(BEAT);
        out.octet(message.state().code());
        out.number(message.number());
        out.fixed64(message.clockMillis());
        out.number(message.load());
        out.number(message.lastSent());
        out.fixed64(message.completeSinceSeconds());
        out.number(message.apartMillis());
        position(out, message.position());
        nodes(message.dead());
        out.number(message.presence().seq());
        out.number(message.presence().count());
        out.fixed64(message.presence().hash());
    }

    static void position(WireWriter out, Map<String, Long> position) {
        out.number(position.size());
        new TreeMap<>(position).forEach((node, seq) -> {
            out.shortText(node);
            out.number(seq);
        });
    }

    private void nodes(Set<String> nodes) {
        out.number(nodes.size());
        new TreeSet<>(nodes).forEach(out::shortText);
    }

    @Override
    public void ask(Message.Ask message) {
        out.octet(ASK);
        out.shortText(message.target());
        out.number(message.ranges().size());
        for (Range range : message.ranges()) {
            out.shortText(range.stream());
            out.number(range.from());
            out.number(range.to() - range.from());
        }
    }

    @Override
    public void answer(Message.Answer message) {
        beginAnswer(out, message.range(), message.events().size());
        long last = message.range().from() - 1;
        for (Event event : message.events()) {
            answered(out, last, event);
            last = event.id().seq();
        }
    }

    /** The end of the range and the count stand last, in 8 and 4 bytes, so that they can be written when they are known. */
    static void beginAnswer(WireWriter out, Range range, int count) {
        out.octet(ANSWER);
        out.shortText(range.stream());
        out.fixed64(range.from());
        out.fixed64(range.to());
        out.fixed32(count);
    }

    /** Each event stands after how many numbers before it are not held. */
    static void answered(WireWriter out, long last, Event event) {
        out.number(event.id().seq() - last - 1);
        EventFormat.write(out, event);
    }

    @Override
    public void transferAsk(Message.TransferAsk message) {
        out.octet(TRANSFER_ASK);
        out.shortText(message.donor());
        out.number(message.attempt());
    }

    @Override
    public void transferPart(Message.TransferPart message) {
        beginTransferPart(out, message.joiner(), message.attempt(), message.index());
        int itemsAt = out.size();
        LogSnapshot log = message.piece().log();
        log.events().forEach(item -> SnapshotFormat.write(out, item));
        log.streams().forEach(item -> SnapshotFormat.write(out, item));
        log.forgottenStreams().forEach(item -> SnapshotFormat.write(out, item));
        log.topicFloors().forEach(item -> SnapshotFormat.write(out, item));
        log.namespaceFloors().forEach(item -> SnapshotFormat.write(out, item));
        message.piece().keys().forEach(item -> SnapshotFormat.write(out, item));
        message.piece().presence().forEach(item -> SnapshotFormat.write(out, item));
        out.patch32(itemsAt - Integer.BYTES, message.piece().size());
    }

    /** The count of the items stands last, in 4 bytes, so that it can be written when it is known. */
    static void beginTransferPart(WireWriter out, String joiner, int attempt, int index) {
        out.octet(TRANSFER_PART);
        out.shortText(joiner);
        out.number(attempt);
        out.number(index);
        out.fixed32(0);
    }

    @Override
    public void transferEnd(Message.TransferEnd message) {
        out.octet(TRANSFER_END);
        out.shortText(message.joiner());
        out.number(message.attempt());
        out.number(message.parts());
        out.fixed64(message.completeSinceSeconds());
        position(out, message.position());
    }

    @Override
    public void renew(Message.Renew message) {
        out.octet(RENEW);
        out.shortText(message.owner());
    }

    @Override
    public void unreadable(Message.Unreadable message) {
        throw new IllegalArgumentException("nobody says what cannot be read: " + message.header());
    }
}
