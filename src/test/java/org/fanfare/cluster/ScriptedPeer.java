package org.fanfare.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.fanfare.event.Event;
import org.fanfare.presence.PresenceDigest;

/** Another node, that says what a test tells it to. Used by one thread. */
final class ScriptedPeer {
    private final SteppedMember to;
    private final String name;
    private final Map<String, Long> position = new HashMap<>();
    private UUID nonce;
    private NodeState state = NodeState.READY;
    private Duration ahead = Duration.ZERO;
    private long number;
    private long completeSinceSeconds;
    private long apartMillis;
    private PresenceDigest presence = PresenceDigest.NONE;
    private long dueNanos;
    private int load;

    ScriptedPeer(SteppedMember to, String name) {
        this.to = to;
        this.name = name;
        this.nonce = UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    String name() {
        return name;
    }

    ScriptedPeer nonce(UUID value) {
        nonce = value;
        return this;
    }

    ScriptedPeer state(NodeState value) {
        state = value;
        return this;
    }

    /** How far its clock is ahead. */
    ScriptedPeer ahead(Duration value) {
        ahead = value;
        return this;
    }

    ScriptedPeer load(int sessions) {
        load = sessions;
        return this;
    }

    ScriptedPeer completeSince(long seconds) {
        completeSinceSeconds = seconds;
        return this;
    }

    /** For how long it did not hear itself, as it says. */
    ScriptedPeer apart(Duration value) {
        apartMillis = value.toMillis();
        return this;
    }

    /** What its presence is, as it says from now on. */
    ScriptedPeer present(PresenceDigest digest) {
        presence = digest;
        return this;
    }

    /** It has all of a stream up to a number, as it says from now on. */
    ScriptedPeer has(String stream, long seq) {
        position.put(stream, seq);
        return this;
    }

    void beatIfDue() {
        if (to.ticker.nanos() - dueNanos >= 0) {
            beat();
        }
    }

    void beat() {
        dueNanos = to.ticker.nanos() + SteppedMember.BEAT.toNanos();
        long last = position.getOrDefault(name, 0L);
        to.hear(new Message.Beat(
                to.wire.header(name, nonce, last + 1, 0),
                state,
                ++number,
                to.clock.millis() + ahead.toMillis(),
                load,
                last,
                position,
                Set.of(),
                completeSinceSeconds,
                apartMillis,
                presence));
    }

    /** Asks a node for all of its presence. */
    void asksAnew(String owner) {
        to.hear(new Message.Renew(to.wire.header(name, nonce), owner));
    }

    /** Says events of its own from one number to another, both included. */
    void says(long from, long to) {
        has(name, Math.max(to, position.getOrDefault(name, 0L)));
        events(events(name, from, to), false);
    }

    void says(long from, long to, String payload) {
        events(LongStream.rangeClosed(from, to)
                .mapToObj(seq -> SteppedMember.event(name, seq, payload))
                .toList());
    }

    void events(List<Event> events) {
        events(events, false);
    }

    void events(List<Event> events, boolean confirm) {
        long first = events.get(0).id().seq();
        to.hear(new Message.Events(to.wire.header(name, nonce, first, events.size()), confirm, events));
    }

    static List<Event> events(String node, long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(seq -> SteppedMember.event(node, seq, "1"))
                .toList();
    }

    void asks(String target, String stream, long from, long last) {
        to.hear(new Message.Ask(to.wire.header(name, nonce), target, List.of(new Range(stream, from, last))));
    }

    /** Answers for a range with what it holds of it. */
    void answers(String stream, long from, long last, List<Event> held) {
        to.hear(new Message.Answer(to.wire.header(name, nonce), new Range(stream, from, last), held));
    }

    /** Says something that cannot be read, with so many events of its own. */
    void saysUnreadably(long from, int count) {
        WireWriter out = new WireWriter(100);
        new Header(SteppedMember.CLUSTER, 99, name, nonce, from, count).write(out);
        to.member.receive(out.toBytes());
    }

    void asksForState(String donor, int attempt) {
        to.hear(new Message.TransferAsk(to.wire.header(name, nonce), donor, attempt));
    }

    /** The messages that hand on a state. */
    SnapshotPacker state(Snapshot state, String joiner, int attempt) {
        return new SnapshotPacker(to.wire, name, nonce, joiner, attempt, state);
    }

    /** Hands on a whole state. */
    void handsOn(Snapshot whole, int attempt) {
        SnapshotPacker packer = state(whole, SteppedMember.NAME, attempt);
        for (byte[] message = packer.next(); message != null; message = packer.next()) {
            to.member.receive(message);
        }
    }
}
