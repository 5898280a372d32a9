package org.fanfare.cluster;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.Publication;
import org.fanfare.hub.Backplane;
import org.fanfare.hub.PresenceAnnouncement;
import org.fanfare.hub.PublishOutcome;
import org.jspecify.annotations.Nullable;

/** One run of this node in the cluster, from its first beat to its last. Guarded by the member. */
final class Run {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final long GREETING_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Services services;
    private final String node;
    private final UUID nonce;
    private final OwnStream own;
    private final Peers peers;
    private final Vigil vigil;
    private final Answers answers;
    private final Joining joining;
    private final CatchUps catchUps;
    private final Doubt doubt;
    private final Speaker speaker;
    private final Reception reception;
    private final Attendance attendance;
    private final long waitNanos;
    private long reviewedNanos;
    private long farewellBeat;
    private long heardBeat;
    private @Nullable String over;

    Run(Services services, Wire wire, UUID nonce) {
        ClusterLimits limits = services.limits();
        this.services = services;
        this.node = services.log().node();
        this.nonce = nonce;
        this.reviewedNanos = services.ticker().nanos();
        this.waitNanos = limits.publishWait().toNanos();
        this.own = new OwnStream(limits.ringBytes(), services.afterwards());
        this.peers =
                new Peers(limits.deadTimeout().toNanos(), limits.settleTime().toNanos());
        this.vigil = new Vigil(services, peers, reviewedNanos);
        this.joining = new Joining(node, peers, limits);
        this.doubt = new Doubt(services.backplane(), peers, limits.beat());
        this.catchUps = new CatchUps(services.afterwards());
        this.answers = new Answers();
        Donations donations = new Donations(services, wire, nonce, own);
        this.attendance = new Attendance(services, own, peers);
        this.speaker = new Speaker(services, nonce, wire, own, peers, vigil, joining, answers, donations, attendance);
        this.reception = new Reception(services, own, peers, vigil, joining, answers, donations, speaker, attendance);
        ClusterLog.joining(node, limits.name());
    }

    /** Why this run must end, or null while it goes on. */
    @Nullable
    String over() {
        return over;
    }

    boolean isReady() {
        return joining.isReady() && !speaker.isLeaving() && over == null;
    }

    private boolean needNotSend() {
        return vigil.isAlone() && own.isAllHeard();
    }

    /**
     * Publishes.
     *
     * @param done told of the outcome, if that is not known at once
     * @return the outcome, or null if it is not known yet
     */
    @Nullable
    PublishOutcome publish(Publication publication, Consumer<PublishOutcome> done, long nowNanos) {
        if (!isReady() || own.isFull()) {
            return new PublishOutcome.Unavailable(RETRY_AFTER);
        }
        Event event = services.hub().enter(publication);
        if (needNotSend()) {
            own.addAlone(event);
            return new PublishOutcome.Published(event.id(), false);
        }
        own.add(event, done, nowNanos + waitNanos);
        return null;
    }

    /**
     * Announces what waits of this node's presence, as far as there is room.
     *
     * @return whether there was anything
     */
    boolean announce() {
        boolean any = false;
        while (isReady() && !own.isFull()) {
            PresenceAnnouncement next = services.hub().presence().next();
            if (next == null) {
                break;
            }
            any = true;
            if (next.publication() != null) {
                boolean alone = needNotSend();
                Event event = services.hub().enter(next.publication());
                attendance.announced(event, alone);
            }
            services.afterwards().accept(next.told());
        }
        return any;
    }

    void catchUp(Consumer<Boolean> done, long nowNanos) {
        if (!isReady() || needNotSend()) {
            afterwards(done, isReady());
        } else {
            catchUps.add(speaker.beats() + 1, done, nowNanos + waitNanos);
            speaker.beatBy(nowNanos);
        }
    }

    /** What came from another node is here and there: that is kept. */
    void whenKept(EventId id, Consumer<PublishOutcome> done, long nowNanos) {
        if (id.node().equals(node)) {
            own.await(id, done, nowNanos + waitNanos);
        } else {
            afterwards(done, new PublishOutcome.Published(id, false));
        }
    }

    private <T> void afterwards(Consumer<T> done, T outcome) {
        services.afterwards().accept(() -> done.accept(outcome));
    }

    /** What to send next; null if there is nothing to say. */
    @Nullable
    Supplier<Outbound> next(long nowNanos) {
        return over == null ? speaker.next(nowNanos) : null;
    }

    void sending(Outbound message) {
        if (message.count() > 0) {
            own.sending(message.from(), message.count());
        }
    }

    void unsent(Outbound message, boolean refused) {
        if (message.count() > 0 && refused) {
            own.refused(message.from(), message.count());
        } else if (message.count() > 0) {
            own.unsent(message.from());
        }
    }

    /** Takes a message of this node or of another. */
    void take(Message message, int bytes, long nowNanos) {
        Header header = message.header();
        doubt.review(nowNanos);
        if (!header.node().equals(node)) {
            takeOfPeer(message, bytes, nowNanos);
        } else if (header.nonce().equals(nonce)) {
            takeOwn(message, nowNanos);
        } else if (over == null) {
            ClusterLog.nameTaken(node);
            over = "another node has its name";
        }
        confirm();
        catchUps.review(mayLackSome(nowNanos), nowNanos);
        reviewJoining(nowNanos);
        reception.wakeIfPlaced();
    }

    private boolean mayLackSome(long nowNanos) {
        return reception.streams().haveHoles() || doubt.isOpen(nowNanos);
    }

    private void takeOwn(Message message, long nowNanos) {
        if (message instanceof Message.Events events) {
            heardOwn(events.header().firstSeq(), events.header().lastSeq(), nowNanos);
        } else if (message instanceof Message.Answer answer
                && answer.range().stream().equals(node)) {
            if (answer.range().from() <= own.heard() + 1) {
                heardOwn(answer.range().from(), answer.range().to(), nowNanos);
            }
        } else if (message instanceof Message.Beat beat) {
            heardOwnBeat(beat, nowNanos);
        }
    }

    private void heardOwn(long from, long to, long nowNanos) {
        if (own.heard(from, to, speaker.beats())) {
            speaker.beatBy(nowNanos);
        }
    }

    private void heardOwnBeat(Message.Beat beat, long nowNanos) {
        if (vigil.heardItself(nowNanos, joining.isReady())) {
            speaker.beatBy(nowNanos);
        }
        joining.heardItself(nowNanos);
        if (own.heardBeat(beat, speaker.beats())) {
            speaker.beatBy(nowNanos);
        }
        doubt.heardOwnBeat(beat.number(), nowNanos);
        catchUps.heardBeat(beat.number());
        heardBeat = Math.max(heardBeat, beat.number());
    }

    /** Tells those whose events the cluster keeps by now (R13). */
    private void confirm() {
        long kept = own.heard();
        if (services.limits().confirmByPeer()) {
            long byPeer = peers.coveredByOne(node);
            kept = byPeer < 0 ? kept : Math.min(kept, byPeer);
        }
        own.confirm(kept);
    }

    private void takeOfPeer(Message message, int bytes, long nowNanos) {
        Header header = message.header();
        boolean known = peers.get(header.node()) != null;
        boolean lived = peers.isLiving(header.node());
        Peer peer = vigil.heard(header.node(), header.nonce(), nowNanos);
        if (peer == null) {
            return;
        }
        if (!lived) {
            attendance.lives(header.node());
        }
        if (!known) {
            speaker.beatBy(nowNanos + services.random().nextLong(GREETING_NANOS));
        }
        if (vigil.wasLeftBehind(message)) {
            over = "it was apart from the others for too long";
        } else {
            reception.take(message, bytes, nowNanos);
            if (message instanceof Message.Beat) {
                doubt.heardBeat(header.node());
            }
        }
    }

    private void reviewJoining(long nowNanos) {
        if (joining.isReady() || vigil.areClocksApart()) {
            return;
        }
        boolean first = joining.review(nowNanos);
        if (first) {
            services.log().completeSince(services.log().stamp() - joining.listenedSeconds(nowNanos));
            reception.takeHeld();
        }
        if (first || joining.isCaughtUp(services.log())) {
            ClusterLog.ready(node, String.valueOf(joining.donor()), peers.all().size());
            speaker.beatBy(nowNanos);
        }
    }

    /** Does what time asks for. */
    void tick(long nowNanos) {
        if (vigil.review(nowNanos)) {
            speaker.beatBy(nowNanos);
        }
        reception.review();
        if (!vigil.isDeaf()) {
            attendance.review(nowNanos);
        }
        long elapsed =
                Math.min(nowNanos - reviewedNanos, services.limits().beat().toNanos());
        reviewedNanos = nowNanos;
        if (!joining.holdsBack()) {
            reception.streams().review(nowNanos, vigil.isDeaf() ? 0 : elapsed).forEach(speaker::ask);
        }
        confirm();
        own.expire(nowNanos);
        catchUps.review(mayLackSome(nowNanos), nowNanos);
        reviewJoining(nowNanos);
        reception.wakeIfPlaced();
    }

    /** Takes no publishes from now on, and says so. */
    void leave() {
        if (!speaker.isLeaving()) {
            farewellBeat = speaker.beats() + 1;
        }
        speaker.leaving();
        speaker.beatBy(services.ticker().nanos());
    }

    /** Whether all know that it leaves, and all that entered here is where it must be: every living peer that is ready has it (R22). */
    boolean hasLeft() {
        boolean isSaid = peers.isEmpty() || (speaker.isLeaving() && heardBeat >= farewellBeat);
        return isSaid && own.isAllHeard() && peers.all().stream().allMatch(this::canDoWithout);
    }

    /** Whether a peer has all that entered here, and needs no state from this node. */
    private boolean canDoWithout(Peer peer) {
        boolean waits = joining.isReady() && peer.isJoining();
        boolean lacks = peer.isReady() && peer.position(node) < own.sent();
        return !waits && !lacks;
    }

    /** Ends: the outcome of what was not acknowledged stays open. */
    void abandon() {
        own.abandon();
        catchUps.abandon();
    }

    /** When there will be something to say, if nothing happens. */
    long nextSpeechNanos() {
        return speaker.beatDueNanos();
    }

    /** How it stands. */
    ClusterStatus status() {
        PeerStreams streams = reception.streams();
        return new ClusterStatus(
                node,
                services.backplane().name(),
                services.backplane().state() == Backplane.State.UP,
                isReady(),
                vigil.isDeaf(),
                vigil.areClocksApart(),
                (int) peers.all().stream().filter(Peer::isLiving).count(),
                own.waiting(),
                own.unheardBytes(),
                streams.heldBytes(),
                streams.asked(),
                answers.given(),
                streams.lost());
    }
}
