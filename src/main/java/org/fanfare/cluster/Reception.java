package org.fanfare.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fanfare.event.Event;
import org.fanfare.log.LostRange;

/** Takes what other nodes say (R12, R16 to R18, R21). Guarded by the member. */
final class Reception implements Message.Visitor, PeerStreams.Sink {
    private static final long CONFIRM_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long COVER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Services services;
    private final String node;
    private final OwnStream own;
    private final Peers peers;
    private final Vigil vigil;
    private final Joining joining;
    private final Speaker speaker;
    private final Answers answers;
    private final Donations donations;
    private final Attendance attendance;
    private final PeerStreams streams;
    private final Recent recent;
    private final Seldom sayUnreadable = new Seldom();
    private boolean placed;
    private long now;

    Reception(
            Services services,
            OwnStream own,
            Peers peers,
            Vigil vigil,
            Joining joining,
            Answers answers,
            Donations donations,
            Speaker speaker,
            Attendance attendance) {
        this.services = services;
        this.node = services.log().node();
        this.own = own;
        this.peers = peers;
        this.vigil = vigil;
        this.joining = joining;
        this.answers = answers;
        this.donations = donations;
        this.attendance = attendance;
        this.speaker = speaker;
        this.recent = new Recent(services.limits().ringBytes());
        this.streams = new PeerStreams(services.log(), this, peers, services.limits(), services.random());
    }

    PeerStreams streams() {
        return streams;
    }

    /** Takes a message; while the state is being taken over only that matters, and the rest waits. */
    void take(Message message, int bytes, long nowNanos) {
        now = nowNanos;
        boolean canWait = message instanceof Message.Events
                || message instanceof Message.Answer
                || message instanceof Message.Unreadable;
        if (joining.holdsBack() && canWait) {
            joining.hold(message, bytes, now);
        } else {
            message.accept(this);
        }
    }

    /** Takes what was held back. */
    void takeHeld() {
        joining.release().forEach(held -> held.message().accept(this));
        peers.all().forEach(peer -> streams.told(peer.position()));
    }

    @Override
    public void events(Message.Events message) {
        streams.events(message.header().node(), message.events());
        if (message.confirm()) {
            speaker.beatBy(now + CONFIRM_NANOS);
        }
    }

    @Override
    public void beat(Message.Beat message) {
        Peer peer = peers.get(message.header().node());
        if (peer == null) {
            return;
        }
        peer.beat(message, services.clock().millis());
        vigil.judgeClock(peer, now);
        joining.told(message.position());
        if (!joining.holdsBack()) {
            streams.told(message.position());
            attendance.told(peer.name(), message.presence(), now);
        }
        if (message.state() == NodeState.LEAVING) {
            speaker.beatBy(now + services.random().nextLong(COVER_NANOS));
        }
        dropCovered();
    }

    /** Lets go of what every peer has. */
    private void dropCovered() {
        own.dropUpTo(peers.coveredByAll(node));
        recent.streams().forEach(stream -> recent.dropUpTo(stream, peers.coveredByAll(stream)));
    }

    @Override
    public void ask(Message.Ask message) {
        for (Range range : message.ranges()) {
            if (message.target().equals(node)) {
                boolean ofOwn = range.stream().equals(node);
                answers.ask(range, ofOwn ? own.sent() : services.log().last(range.stream()), this::held, now);
            } else {
                streams.heardQuestion(range, now);
            }
        }
    }

    /** What this node holds of a stream: what not all peers had lately, and what is retained. */
    private List<Event> held(String stream, long from, long to) {
        List<Event> held = new ArrayList<>();
        boolean ofOwn = stream.equals(node);
        if (ofOwn) {
            own.copy(from, to, held);
        } else {
            recent.copy(stream, from, to, held);
        }
        if (held.size() == to - from + 1) {
            return held;
        }
        List<Event> all = Merge.bySeq(services.log().retained(stream, from, to), held);
        if (ofOwn) {
            all.removeIf(event -> own.refused().contains(event.id().seq()));
        }
        return all;
    }

    @Override
    public void answer(Message.Answer message) {
        Range range = message.range();
        streams.answer(message.header().node(), range.stream(), range.from(), range.to(), message.events(), now);
    }

    @Override
    public void unreadable(Message.Unreadable message) {
        Header header = message.header();
        if (sayUnreadable.isDue(now)) {
            ClusterLog.unreadable(header, message.why());
        }
        if (header.count() > 0) {
            streams.unreadable(header.node(), header.firstSeq(), header.lastSeq());
        }
    }

    @Override
    public void transferAsk(Message.TransferAsk message) {
        if (message.donor().equals(node) && joining.isReady()) {
            donations.begin(message.header().node(), message.attempt());
        }
    }

    @Override
    public void transferPart(Message.TransferPart message) {
        if (message.joiner().equals(node)) {
            joining.part(message, now);
        }
    }

    @Override
    public void transferEnd(Message.TransferEnd message) {
        Snapshot state = message.joiner().equals(node) ? joining.end(message, now) : null;
        if (state != null) {
            services.log().restore(state.log());
            services.hub().restoreKeys(state.keys());
            services.hub().presence().all().restore(state.presence());
            placed = true;
            takeHeld();
        }
    }

    @Override
    public void renew(Message.Renew message) {
        attendance.heardQuestion(message.owner(), now);
    }

    @Override
    public void place(Event event) {
        services.hub().place(event);
        placed = true;
        if (peers.hasOthersThan(event.id().node())) {
            recent.add(event);
        }
    }

    /** Lets the shards see what was placed since it was last called. */
    void wakeIfPlaced() {
        if (placed) {
            placed = false;
            services.hub().wake();
        }
    }

    @Override
    public void lose(LostRange lost) {
        services.hub().lose(lost);
    }

    /** Lets go of what nobody is there to ask for. */
    void review() {
        if (peers.isEmpty()) {
            recent.clear();
        }
    }
}
