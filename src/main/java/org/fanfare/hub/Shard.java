package org.fanfare.hub;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.fanfare.event.Cursor;
import org.fanfare.protocol.CloseCode;
import org.fanfare.session.Frame;
import org.fanfare.session.Session;
import org.fanfare.session.Subscription;
import org.fanfare.session.Wheel;
import org.fanfare.topic.TopicIndex;
import org.jspecify.annotations.Nullable;

/**
 * One thread that owns some of the sessions: it reads the log, finds who wants what, and starts the writes. Whatever concerns a
 * session comes through its mailbox, in order. Never blocks but for want of work.
 */
final class Shard implements Runnable, Session.Owner {
    private static final int TURN_COMMANDS = 256;
    private static final Runnable END_OF_TURN = new Runnable() {
        @Override
        public void run() {
            // It only marks a place.
        }
    };
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Core core;
    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    private final Wheel wheel = new Wheel();
    private final Set<Session> sessions = new LinkedHashSet<>();
    private final Reading reading;
    private final Subscriptions subscriptions;
    private final Pulse pulse;
    private final Delivery delivery;
    private final Memberships memberships;
    private final Watches watches;
    private final Writes writes;
    private final Evictions evictions;
    private final Farewell farewell;
    private boolean endWaits;
    private long nextSecondNanos;
    private volatile long delivered;
    private volatile long turnNanos;
    private volatile boolean signalled;
    private volatile boolean stopped;
    private volatile @Nullable Thread parked;

    Shard(Core core, PresenceDesk desk, Seats seats) {
        this.core = core;
        this.turnNanos = core.ticker().nanos();
        this.nextSecondNanos = turnNanos + SECOND_NANOS;
        TopicIndex<Subscription> index = new TopicIndex<>();
        this.delivery = new Delivery(core, this, index);
        this.subscriptions = new Subscriptions(core, this, index);
        this.memberships = new Memberships(core, this, index, desk, seats);
        this.watches = new Watches(core, this, desk);
        this.evictions = new Evictions(core, this);
        this.writes = new Writes(core, this, subscriptions, evictions);
        this.reading = new Reading(core, this, delivery, writes);
        this.farewell = new Farewell(this, wheel);
        this.pulse = new Pulse(core, this, wheel, farewell);
    }

    /** Runs a command on the shard's thread, after those posted before. Any thread. */
    void post(Runnable command) {
        mailbox.add(command);
        signal();
    }

    /**
     * Runs a command that has nothing to do while the log holds nothing past a cursor: at the next event then, or within a
     * second, without waking the shard for it. Any thread.
     */
    void postPatiently(Runnable command, Cursor since) {
        mailbox.add(command);
        if (!core.log().isCoveredBy(since)) {
            signal();
        }
    }

    /** Says that there is something to read. Any thread. */
    void signal() {
        if (!signalled) {
            signalled = true;
            Thread thread = parked;
            if (thread != null) {
                LockSupport.unpark(thread);
            }
        }
    }

    void stop() {
        stopped = true;
        post(() -> {});
    }

    /** Whether something came since the last turn began. */
    boolean isSignalled() {
        return signalled;
    }

    /** How many frames of events were offered to sessions. Any thread. */
    long delivered() {
        return delivered;
    }

    /** When this shard last took a turn; at rest it takes one each second. Any thread. */
    long turnNanos() {
        return turnNanos;
    }

    @Override
    public void run() {
        while (!stopped) {
            runOnce();
            if (!signalled && !stopped) {
                park();
            }
        }
        do {
            runOnce();
        } while (!mailbox.isEmpty());
        reading.close();
    }

    private void park() {
        parked = Thread.currentThread();
        long now = core.ticker().nanos();
        long nanos = watches.untilDue(now, nextSecondNanos - now);
        if (!signalled && nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        }
        parked = null;
    }

    /** Takes one turn: does what there is to do, once. */
    void runOnce() {
        signalled = false;
        if (reading.readOn()) {
            signalled = true;
        }
        delivered = delivery.offered();
        runCommands();
        long now = core.ticker().nanos();
        guarded(() -> watches.run(now));
        writes.flush();
        turnNanos = now;
        while (now - nextSecondNanos >= 0) {
            nextSecondNanos += SECOND_NANOS;
            wheel.advance(session -> guarded(() -> pulse.due(session)));
            evictions.check(now);
            writes.flush();
        }
    }

    /** Carries out commands that were there when it began, at most so many: neither the log nor a write waits for all others. */
    private void runCommands() {
        if (!endWaits) {
            mailbox.add(END_OF_TURN);
            endWaits = true;
        }
        for (int i = 0; i < TURN_COMMANDS; i++) {
            Runnable command = mailbox.remove();
            if (command == END_OF_TURN) {
                endWaits = false;
                return;
            }
            guarded(command);
        }
        signalled = true;
    }

    /** The outermost frame of a command: a fault in one must not end the others' service. */
    private void guarded(Runnable command) {
        try {
            command.run();
        } catch (RuntimeException fault) {
            HubLog.commandFailed(fault);
        }
    }

    /** Answers a message of the client. */
    void answer(Session session, Frame answer) {
        if (!session.outbox().fits(answer)) {
            writes.flushGuarded(session);
        }
        offer(session, answer);
    }

    /** Puts a frame into a session's outbox, or ends the session if it is too slow for it. */
    void offer(Session session, Frame frame) {
        if (!tryOffer(session, frame)) {
            endTooSlow(session);
        }
    }

    /** Puts a frame into a session's outbox; false if the session is too slow for it, and must end. */
    boolean tryOffer(Session session, Frame frame) {
        if (!session.takes(frame)) {
            return true;
        }
        if (!session.outbox().offer(frame)) {
            return false;
        }
        writes.add(session);
        return true;
    }

    void endTooSlow(Session session) {
        HubLog.tooSlow(session, session.outbox().bytes());
        end(session, CloseCode.TOO_SLOW, "too slow; resume by cursor");
    }

    @Override
    public void writable(Session session) {
        post(() -> writes.flushGuarded(session));
    }

    @Override
    public void broken(Session session, Throwable failure) {
        post(() -> end(session, CloseCode.GOING_AWAY, "the connection broke"));
    }

    void open(Session session, int waitSeconds) {
        sessions.add(session);
        pulse.begin(session, waitSeconds);
    }

    /** Whether it has no sessions, and nothing is left of those that it had. */
    boolean holdsNothing() {
        return sessions.isEmpty()
                && subscriptions.holdsNothing()
                && watches.holdsNothing()
                && evictions.watchesNothing();
    }

    List<Session> sessions() {
        return List.copyOf(sessions);
    }

    Farewell farewell() {
        return farewell;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    Memberships memberships() {
        return memberships;
    }

    Watches watches() {
        return watches;
    }

    /** The offset up to which this shard has delivered. */
    long offset() {
        return reading.offset();
    }

    Position position() {
        return reading.position();
    }

    /** The cursor of a session that has all that its outbox holds (R2); while a replay runs, the older stamp stays (R1). */
    String cursorOf(Session session) {
        Resuming replaying = subscriptions.replaySince(session);
        if (replaying != null && session.connection().needsCursors()) {
            return replaying.cursor();
        }
        long now = reading.stampSeconds();
        long stamp = replaying == null ? now : Math.min(replaying.stampSeconds, now);
        return session.hasAhead()
                ? Ahead.cursor(session, position(), stamp)
                : position().text(stamp);
    }

    long stampSeconds() {
        return reading.stampSeconds();
    }

    /** Ends a session and closes its connection. */
    void end(Session session, CloseCode code, String reason) {
        if (!session.isClosed()) {
            evictions.close(session.connection(), code, reason);
            forget(session);
        }
    }

    /** Ends a session whose connection has ended. */
    void forget(Session session) {
        if (!session.markClosed()) {
            return;
        }
        dropAll(session);
        wheel.cancel(session);
        sessions.remove(session);
        evictions.forget(session);
        core.registry().remove(session);
        session.outbox().clear();
    }

    /** Brings a session nothing any more. */
    void dropAll(Session session) {
        subscriptions.drop(session);
        memberships.drop(session);
        watches.drop(session);
    }
}
