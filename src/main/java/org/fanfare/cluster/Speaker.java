package org.fanfare.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.fanfare.event.Event;
import org.jspecify.annotations.Nullable;

/** What a node has to say, the most urgent first (R16, R18). Guarded by the member. */
final class Speaker {
    private static final int MAX_QUESTIONS = 1_000;

    private final Services services;
    private final String node;
    private final UUID nonce;
    private final Wire wire;
    private final OwnStream own;
    private final Peers peers;
    private final Vigil vigil;
    private final Joining joining;
    private final Answers answers;
    private final Donations donations;
    private final Attendance attendance;
    private final Deque<PeerStreams.Question> questions = new ArrayDeque<>();
    private final long beatNanos;
    private long beatDueNanos;
    private long beats;
    private boolean leaving;
    private boolean isOwnTurn;

    Speaker(
            Services services,
            UUID nonce,
            Wire wire,
            OwnStream own,
            Peers peers,
            Vigil vigil,
            Joining joining,
            Answers answers,
            Donations donations,
            Attendance attendance) {
        this.services = services;
        this.node = services.log().node();
        this.nonce = nonce;
        this.wire = wire;
        this.own = own;
        this.peers = peers;
        this.vigil = vigil;
        this.joining = joining;
        this.answers = answers;
        this.donations = donations;
        this.attendance = attendance;
        this.beatNanos = services.limits().beat().toNanos();
        this.beatDueNanos = services.ticker().nanos();
    }

    /** Beats no later than then. */
    void beatBy(long nanos) {
        if (nanos - beatDueNanos < 0) {
            beatDueNanos = nanos;
        }
    }

    /** The number of the last beat that was made. */
    long beats() {
        return beats;
    }

    /** When the next beat is due. */
    long beatDueNanos() {
        return beatDueNanos;
    }

    void leaving() {
        leaving = true;
    }

    boolean isLeaving() {
        return leaving;
    }

    /** Asks; what waits to be asked in an outage is not asked twice. */
    void ask(PeerStreams.Question question) {
        if (questions.size() < MAX_QUESTIONS && !questions.contains(question)) {
            questions.add(question);
        }
    }

    /** What to send next, to be encoded when no lock is held; null if there is nothing to say. */
    @Nullable
    Supplier<Outbound> next(long nowNanos) {
        if (nowNanos - beatDueNanos >= 0) {
            return beat(nowNanos);
        }
        PeerStreams.Question question = questions.poll();
        if (question != null) {
            return encoded(new Message.Ask(header(), question.target(), List.of(question.range())));
        }
        String owner = attendance.takeQuestion();
        if (owner != null) {
            return encoded(new Message.Renew(header(), owner));
        }
        String donor = joining.takeQuestion();
        if (donor != null) {
            return encoded(new Message.TransferAsk(header(), donor, joining.attempt()));
        }
        isOwnTurn = !isOwnTurn;
        byte[] forOthers = isOwnTurn && own.hasUnsent() ? null : forOthers();
        if (forOthers != null) {
            return () -> Outbound.of(forOthers);
        }
        return own.hasUnsent() ? events() : null;
    }

    /** What others need: half of what is sent at most, while there are own events. */
    private byte @Nullable [] forOthers() {
        byte[] answer = answers.next(range -> Packer.answer(wire, node, nonce, range));
        return answer == null ? donations.next() : answer;
    }

    private Supplier<Outbound> events() {
        long from = own.next();
        List<Event> events = own.unsent(Packer.MAX_EVENTS);
        if (events.isEmpty()) {
            Packer nothing = Packer.answer(wire, node, nonce, new Range(node, from, from));
            return () -> new Outbound(nothing.toMessage(), from, 1);
        }
        Packer packer = Packer.events(wire, node, nonce, services.limits().confirmByPeer());
        return () -> {
            for (Event event : events) {
                if (!packer.add(event)) {
                    break;
                }
            }
            return new Outbound(packer.toMessage(), from, packer.count());
        };
    }

    private Supplier<Outbound> encoded(Message message) {
        return () -> Outbound.of(wire.write(message));
    }

    private Supplier<Outbound> beat(long nowNanos) {
        beatDueNanos = nowNanos + beatNanos;
        beats++;
        Map<String, Long> position = new HashMap<>(services.log().wholePosition());
        position.remove(node);
        if (own.sent() > 0) {
            position.put(node, own.sent());
        }
        Set<String> dead = position.keySet().stream()
                .filter(stream -> !stream.equals(node) && !peers.isLiving(stream))
                .collect(Collectors.toSet());
        return encoded(new Message.Beat(
                wire.header(node, nonce, own.sent() + 1, 0),
                state(),
                beats,
                services.clock().millis(),
                services.hub().sessionsLeft(),
                own.sent(),
                position,
                dead,
                services.log().completeSinceSeconds(),
                vigil.apartMillis(nowNanos),
                attendance.sent()));
    }

    private NodeState state() {
        if (!joining.isReady()) {
            return NodeState.JOINING;
        }
        return leaving ? NodeState.LEAVING : NodeState.READY;
    }

    private Header header() {
        return wire.header(node, nonce);
    }
}
