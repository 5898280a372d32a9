package org.fanfare.hub;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.fanfare.event.Event;
import org.fanfare.event.Publication;
import org.fanfare.event.Ticker;
import org.fanfare.log.NodeLog;
import org.fanfare.presence.Announcement;
import org.fanfare.presence.Change;
import org.fanfare.presence.Member;
import org.fanfare.presence.OwnPresence;
import org.fanfare.presence.Presence;
import org.fanfare.presence.PresenceRules;
import org.fanfare.presence.Roll;
import org.fanfare.presence.Sitting;
import org.fanfare.protocol.ErrorCode;
import org.fanfare.protocol.JsonText;
import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/**
 * Where clients of this node come to and go from topics, and where everybody asks who is there (R26). Thread-safe; nothing here blocks.
 *
 * <p>What happens here is announced in the node's stream, and counts, here too, when that event is placed.
 */
public final class PresenceDesk {
    private static final int MAX_CHANGES = 200;
    private static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MAX_CHARS = 32 << 10;

    private final NodeLog log;
    private final PresenceRules rules;
    private final Ticker ticker;
    private final InstantSource clock;
    private final Presence presence = new Presence();
    private final OwnPresence own;
    private final AtomicLong saidFullNanos;

    /** What was announced last, so that this node need not read its own text; with it shares what it holds. One thread at a time. */
    private List<Change> announcing = List.of();

    private String announcingText = "";
    private volatile Cluster cluster = new NoCluster();

    PresenceDesk(Core core) {
        this.log = core.log();
        this.rules = core.presence();
        this.ticker = core.ticker();
        this.clock = core.clock();
        this.own = new OwnPresence(rules.timeout(), rules.maxSittings());
        this.saidFullNanos = new AtomicLong(ticker.nanos() - AGAIN_NANOS);
        presence.show(log.node());
    }

    void cluster(Cluster joined) {
        cluster = joined;
    }

    /**
     * Sits on a topic. The same handle there once more goes on with its sitting (with the new metadata, if not null, and no longer
     * away); a sitting of the same user on this node that is only waited for goes at once, without a leave.
     *
     * @param done told once: before this returns, or later on any thread, which it must not block
     */
    public void arrive(Arriving who, Consumer<Arrival> done) {
        Arrival refused = refusal(who.metadata());
        if (refused != null) {
            done.accept(refused);
            return;
        }
        long now = clock.millis();
        Member member = presence.find(who.topic(), who.user());
        Sitting sitting = new Sitting(
                who.topic(),
                who.handle(),
                who.user(),
                member == null ? now : Math.min(now, member.sinceMillis()),
                now,
                who.metadata());
        int room = member == null && who.capacity() < Integer.MAX_VALUE
                ? who.capacity() - presence.count(who.topic())
                : Integer.MAX_VALUE;
        boolean needsSight = who.stay() == Arriving.Stay.WHILE_SIGHTED;
        switch (own.enter(sitting, needsSight, room, seated -> done.accept(arrival(seated)), ticker.nanos())) {
            case TAKEN -> cluster.announce();
            case TOPIC_FULL -> done.accept(full("there is no room for another member"));
            case NODE_FULL -> {
                sayFull();
                done.accept(full("this node has as many members as it may"));
            }
        }
    }

    private void sayFull() {
        long now = ticker.nanos();
        long said = saidFullNanos.get();
        if (now - said >= AGAIN_NANOS && saidFullNanos.compareAndSet(said, now)) {
            HubLog.sittingsFull(log.node(), rules.maxSittings());
        }
    }

    private @Nullable Arrival refusal(@Nullable String metadata) {
        if (!cluster.isReady()) {
            return new Arrival.Refused(ErrorCode.UNAVAILABLE, "this node does not serve clients now; try again later");
        }
        if (metadata != null && JsonText.utf8Bytes(metadata) > rules.metadataBytes()) {
            return new Arrival.Refused(
                    ErrorCode.TOO_LARGE, "metadata may have " + rules.metadataBytes() + " bytes; shorten it");
        }
        return null;
    }

    private static Arrival full(String reason) {
        return new Arrival.Refused(ErrorCode.LIMIT_EXCEEDED, reason);
    }

    private Arrival arrival(@Nullable Sitting seated) {
        return seated == null ? notThere() : new Arrival.Sits(seated, presence.count(seated.topic()));
    }

    private static Arrival notThere() {
        return new Arrival.Refused(ErrorCode.NOT_A_MEMBER, "it is not there; join first");
    }

    /**
     * Replaces the metadata of a sitting of this node.
     *
     * @param metadata a JSON object as compact text, or null
     * @param done told once: before this returns, or later on any thread, which it must not block
     */
    public void update(Topic topic, String handle, @Nullable String metadata, Consumer<Arrival> done) {
        Arrival refused = refusal(metadata);
        if (refused != null) {
            done.accept(refused);
        } else if (own.update(topic, handle, metadata, clock.millis(), seated -> done.accept(arrival(seated)))) {
            cluster.announce();
        } else {
            done.accept(notThere());
        }
    }

    /**
     * Lets a session go from a topic. Does nothing if this node has no such sitting, or it has become that of a member over HTTP.
     *
     * @param grace how long it is waited for to come back; zero if it leaves
     */
    public void depart(Topic topic, String handle, Duration grace) {
        if (departs(topic, handle, grace)) {
            announce();
        }
    }

    /** As {@link #depart}, but tells whether that is to be announced, and calls nobody. */
    boolean departs(Topic topic, String handle, Duration grace) {
        return own.rise(topic, handle, grace, ticker.nanos()) && grace.isZero();
    }

    /**
     * Leaves a topic, which is to be announced; calls nobody.
     *
     * @param done told once it is announced, on any thread, which it must not block
     * @return whether it sat here; else nobody is told
     */
    boolean leaves(Topic topic, String handle, Runnable done) {
        return own.leave(topic, handle, done, ticker.nanos());
    }

    /** Announces what waits for it, at once or soon. Runs what others wait for: hold no lock. */
    void announce() {
        cluster.announce();
    }

    /**
     * Lets a sitting go on whatever node has it.
     *
     * @param done told once, whether any has it: before this returns, or later on any thread, which it must not block
     */
    public void expel(Topic topic, String handle, Consumer<Boolean> done) {
        boolean elsewhere = presence.sittingElsewhere(topic, handle, log.node()) != null;
        if (elsewhere) {
            own.expel(topic, handle);
        }
        boolean here = own.leave(topic, handle, () -> done.accept(true), ticker.nanos());
        if (here || elsewhere) {
            cluster.announce();
        }
        if (!here) {
            done.accept(elsewhere);
        }
    }

    /**
     * Notes a sign of life of a member over HTTP: its time begins anew, if it sits here.
     *
     * @return whether there is such a member, on whatever node
     */
    public boolean sighted(Topic topic, String handle) {
        return own.sighted(topic, handle, ticker.nanos())
                || presence.sittingElsewhere(topic, handle, log.node()) != null;
    }

    /**
     * A member over HTTP has a stream or a poll: its time stands still until {@link #release} was called as often. If another node has
     * the member, this one takes it over.
     *
     * @return whether there is such a member
     */
    public boolean attend(Topic topic, String handle) {
        if (own.attend(topic, handle)) {
            return true;
        }
        Sitting elsewhere = presence.sittingElsewhere(topic, handle, log.node());
        if (elsewhere == null) {
            return false;
        }
        own.enter(elsewhere, true, Integer.MAX_VALUE, seated -> {}, ticker.nanos());
        cluster.announce();
        return own.attend(topic, handle);
    }

    /** A stream or poll of a member over HTTP ended: its time begins. */
    public void release(Topic topic, String handle) {
        own.release(topic, handle, ticker.nanos());
    }

    /** How many members a topic has. */
    public int count(Topic topic) {
        return presence.count(topic);
    }

    /** A user on a topic, or null if it is not there. */
    public @Nullable Member find(Topic topic, String user) {
        return presence.find(topic, user);
    }

    /** A sitting on whatever node, or null if none has it. One that came here is seen at once. */
    public @Nullable Sitting sitting(Topic topic, String handle) {
        Sitting here = own.get(topic, handle);
        return here == null ? presence.sittingElsewhere(topic, handle, log.node()) : here;
    }

    /**
     * Lists members of a topic in the order of their users.
     *
     * @param after the user past which it begins, or null
     * @param limit most members
     * @param maxBytes most UTF-8 bytes of their users and metadata together; one member is listed however large it is
     */
    public Roll roll(Topic topic, @Nullable String after, int limit, int maxBytes) {
        return presence.roll(topic, after, limit, maxBytes);
    }

    /** Adds one that learns what changes on all topics; for ever. */
    public void listen(Presence.Listener listener) {
        presence.listen((topic, user, wasPresent) -> {
            try {
                listener.changed(topic, user, wasPresent);
            } catch (RuntimeException fault) {
                // It is called while an event is placed, which must go on to the others whatever one who listens makes
                // of it.
                HubLog.commandFailed(fault);
            }
        });
    }

    /** An event with changes of presence was placed: they count from now on. */
    void placed(Event event) {
        String node = event.id().node();
        List<Change> changes;
        try {
            changes = event.payload().equals(announcingText) ? announcing : PresenceText.read(event.payload());
        } catch (IllegalArgumentException broken) {
            HubLog.presenceUnreadable(event.id());
            return;
        }
        if (presence.apply(node, event.id().seq(), changes)) {
            changes.forEach(change -> react(change, node.equals(log.node())));
        }
    }

    private void react(Change change, boolean isOwn) {
        if (change instanceof Change.Here here && !isOwn) {
            own.cameElsewhere(here.sitting());
        } else if (change instanceof Change.Expelled expelled) {
            own.depart(expelled.topic(), expelled.handle(), Duration.ZERO, ticker.nanos());
        }
    }

    /** The sittings of this node, announced or not. */
    public List<Sitting> here() {
        return own.all();
    }

    /** What all nodes have announced: for the cluster, which says who lives. */
    public Presence all() {
        return presence;
    }

    /** Lets those go who were waited for long enough; call about ten times a second. For the cluster, as what follows. */
    public void expire() {
        own.expire(ticker.nanos());
    }

    /** What is to be announced next, or null if there is nothing. */
    public @Nullable PresenceAnnouncement next() {
        Announcement next = own.next(MAX_CHANGES, MAX_CHARS);
        if (next == null) {
            return null;
        }
        if (next.changes().isEmpty()) {
            return new PresenceAnnouncement(null, next.told());
        }
        announcing = next.changes();
        announcingText = PresenceText.write(next.changes());
        return new PresenceAnnouncement(Publication.ofPresence(announcingText), next.told());
    }

    /** Announces all that is here anew. */
    public void renew() {
        own.renew();
    }

    /** This node began a new run, under another name: it knows of nobody, and nobody knows of those who are here. */
    public void restart() {
        presence.clear();
        presence.show(log.node());
        own.restart();
    }
}
