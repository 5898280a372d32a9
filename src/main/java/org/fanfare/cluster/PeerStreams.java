package org.fanfare.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.fanfare.event.Event;
import org.fanfare.log.LostRange;
import org.fanfare.log.NodeLog;
import org.jspecify.annotations.Nullable;

/** The streams of all other nodes, and the repair of their holes (R16 to R18). Guarded by the member. */
final class PeerStreams {
    private static final long SPREAD_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** Where the events go. */
    interface Sink {
        void place(Event event);

        void lose(LostRange lost);
    }

    /** A range that is asked for, and the node that is asked. */
    record Question(String target, Range range) {}

    private final NodeLog log;
    private final Sink sink;
    private final Peers peers;
    private final long maxHeldBytes;
    private final long patienceNanos;
    private final RandomGenerator random;
    private final Map<String, PeerStream> byNode = new LinkedHashMap<>();
    private long asked;
    private long lost;

    PeerStreams(NodeLog log, Sink sink, Peers peers, ClusterLimits limits, RandomGenerator random) {
        this.log = log;
        this.sink = sink;
        this.peers = peers;
        this.maxHeldBytes = limits.holdBackBytes();
        this.patienceNanos = limits.repairPatience().toNanos();
        this.random = random;
    }

    /** The stream of another node: a new one goes on where the log stands, also with one that it has forgotten; null for this node's. */
    private @Nullable PeerStream of(String node) {
        if (node.equals(log.node())) {
            return null;
        }
        return byNode.computeIfAbsent(node, n -> new PeerStream(n, log.last(n), maxHeldBytes, sink::place));
    }

    void events(String node, List<Event> events) {
        PeerStream stream = of(node);
        if (stream != null) {
            events.forEach(stream::take);
        }
    }

    /** Numbers came that cannot be read: they are lost, unless others before them are missing yet (R12). */
    void unreadable(String node, long from, long to) {
        PeerStream stream = of(node);
        if (stream != null && to >= from) {
            stream.told(to);
            if (from <= stream.last() + 1) {
                lose(stream, to);
            }
        }
    }

    /** Somebody has all up to these numbers. */
    void told(Map<String, Long> position) {
        position.forEach((node, seq) -> {
            PeerStream stream = seq > log.last(node) ? of(node) : null;
            if (stream != null) {
                stream.told(seq);
            }
        });
    }

    /**
     * Takes what a node holds of a stream.
     *
     * @param from the first number that it was asked for; those from here on that are not among the events it does not hold
     */
    void answer(String answering, String node, long from, long to, List<Event> events, long nowNanos) {
        PeerStream stream = of(node);
        if (stream == null || to <= stream.last()) {
            return;
        }
        stream.told(to);
        long next = from;
        for (Event event : events) {
            denied(answering, stream, next, event.id().seq() - 1, nowNanos);
            stream.take(event);
            next = event.id().seq() + 1;
        }
        denied(answering, stream, next, to, nowNanos);
    }

    /** What its own node does not hold nobody needs to be asked for; what a peer does not hold may be held by another. */
    private void denied(String answering, PeerStream stream, long from, long to, long nowNanos) {
        long missing = stream.last() + 1;
        if (missing < from || missing > to) {
            return;
        }
        if (answering.equals(stream.node())) {
            lose(stream, to);
            return;
        }
        Hole hole = stream.hole(nowNanos, nowNanos);
        if (hole != null) {
            hole.deniedBy(answering);
            if (peers.holderOf(stream.node(), hole) == null) {
                lose(stream, to);
            } else {
                hole.askAt(nowNanos);
            }
        }
    }

    private void lose(PeerStream stream, long to) {
        LostRange range = stream.giveUp(to);
        if (range != null) {
            lost += range.to() - range.from() + 1;
            ClusterLog.lost(range);
            sink.lose(range);
            stream.pass(range);
        }
    }

    /** Another node asks for the same: its answer will do for this one too. */
    void heardQuestion(Range range, long nowNanos) {
        PeerStream stream = byNode.get(range.stream());
        Hole hole = stream == null ? null : stream.hole();
        if (hole != null && range.from() <= hole.from() && hole.from() <= range.to()) {
            hole.askAt(nowNanos + AGAIN_NANOS + spread());
        }
    }

    /**
     * Looks after the holes.
     *
     * @param elapsedNanos the time since the last look in which this node heard its own beats; 0 in an outage
     * @return what to ask for now
     */
    List<Question> review(long nowNanos, long elapsedNanos) {
        byNode.values().removeIf(stream -> stream.holeEnd() == stream.last() && log.isForgotten(stream.node()));
        List<Question> questions = new ArrayList<>();
        for (PeerStream stream : byNode.values()) {
            Hole hole = stream.hole(nowNanos + spread(), nowNanos + AGAIN_NANOS + spread());
            if (hole != null) {
                review(stream, hole, nowNanos, elapsedNanos, questions::add);
            }
        }
        return questions;
    }

    private void review(PeerStream stream, Hole hole, long nowNanos, long elapsedNanos, Consumer<Question> questions) {
        Peer holder = peers.holderOf(stream.node(), hole);
        boolean couldBeAnswered = holder != null || hole.isDenied() || peers.get(stream.node()) == null;
        if (couldBeAnswered) {
            hole.waited(elapsedNanos);
        }
        if (hole.waitedNanos() >= patienceNanos) {
            lose(stream, stream.holeEnd());
        } else if (holder != null && hole.isAskDue(nowNanos)) {
            hole.askAt(nowNanos + AGAIN_NANOS + spread());
            asked++;
            questions.accept(new Question(holder.name(), new Range(stream.node(), hole.from(), stream.holeEnd())));
        }
    }

    private long spread() {
        return random.nextLong(SPREAD_NANOS);
    }

    /** Whether something is known to exist that was not taken. */
    boolean haveHoles() {
        for (PeerStream stream : byNode.values()) {
            if (stream.holeEnd() > stream.last()) {
                return true;
            }
        }
        return false;
    }

    /** Bytes of events held back. */
    long heldBytes() {
        return byNode.values().stream().mapToLong(PeerStream::heldBytes).sum();
    }

    /** How many questions were asked. */
    long asked() {
        return asked;
    }

    /** How many numbers were given up. */
    long lost() {
        return lost;
    }
}
