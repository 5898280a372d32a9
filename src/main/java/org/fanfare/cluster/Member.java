package org.fanfare.cluster;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.fanfare.event.EventId;
import org.fanfare.event.Publication;
import org.fanfare.event.Ticker;
import org.fanfare.hub.Backplane;
import org.fanfare.hub.BackplaneException;
import org.fanfare.hub.Cluster;
import org.fanfare.hub.Hub;
import org.fanfare.hub.PresenceAnnouncement;
import org.fanfare.hub.PublishOutcome;
import org.fanfare.log.NodeLog;
import org.jspecify.annotations.Nullable;

/**
 * This node as a member of its cluster: every event of every node reaches its log, and what enters here reaches every other node, in
 * order and once, or as a loss that is told (delivery.md). Thread-safe; nothing here blocks but {@link #awaitSpeech} and {@link
 * #awaitLeft}.
 *
 * <p>Time and the way between the nodes are given from outside: a message that came is handed to {@link #receive}, {@link #next} says
 * what to send, and {@link #tick} lets time act.
 */
public final class Member implements Cluster {
    private static final Duration GOODBYES = Duration.ofSeconds(2);
    private static final long ENDING_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long ANNOUNCE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    private final Services services;
    private final Wire wire;
    private final Supplier<String> names;
    private final Queue<Runnable> afterwards = new ConcurrentLinkedQueue<>();

    @GuardedBy("this")
    private Run run;

    @GuardedBy("this")
    private boolean isEnding;

    @GuardedBy("this")
    private long endingSinceNanos;

    @GuardedBy("this")
    private boolean leaves;

    @GuardedBy("this")
    private boolean waitsForSpeech;

    @GuardedBy("this")
    private boolean spoken;

    private volatile boolean ready;
    private volatile long announcedNanos;

    /**
     * Creates a member that has not joined yet.
     *
     * @param log the hub's log; its name is that of the first run
     * @param maxClockSkew how far the clocks of two nodes may lie apart
     * @param random spreads what several nodes would do at the same moment
     * @param names gives a fresh name to each further run of this node
     */
    public Member(
            Hub hub,
            NodeLog log,
            Backplane backplane,
            ClusterLimits limits,
            Duration maxClockSkew,
            Ticker ticker,
            InstantSource clock,
            RandomGenerator random,
            Supplier<String> names) {
        this.services = new Services(hub, log, backplane, limits, maxClockSkew, ticker, clock, random, afterwards::add);
        this.wire = new Wire(limits.name());
        this.names = names;
        this.run = newRun();
        this.ready = !backplane.isShared();
        this.announcedNanos = ticker.nanos() - ANNOUNCE_NANOS;
    }

    private Run newRun() {
        RandomGenerator random = services.random();
        return new Run(services, wire, new UUID(random.nextLong(), random.nextLong()));
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public void publish(Publication publication, Consumer<PublishOutcome> done) {
        PublishOutcome outcome;
        synchronized (this) {
            outcome = services.backplane().isShared()
                    ? run.publish(publication, done, services.ticker().nanos())
                    : new PublishOutcome.Published(
                            services.hub().enter(publication).id(), false);
            if (outcome == null) {
                wakeSpeaker();
            }
        }
        if (outcome != null) {
            done.accept(outcome);
        }
    }

    @Override
    public void catchUp(Consumer<Boolean> done) {
        if (services.backplane().isShared()) {
            synchronized (this) {
                run.catchUp(done, services.ticker().nanos());
                wakeSpeaker();
            }
            runAfterwards();
        } else {
            done.accept(true);
        }
    }

    @Override
    public void whenKept(EventId id, Consumer<PublishOutcome> done) {
        if (services.backplane().isShared()) {
            synchronized (this) {
                run.whenKept(id, done, services.ticker().nanos());
            }
            runAfterwards();
        } else {
            done.accept(new PublishOutcome.Published(id, false));
        }
    }

    @Override
    public void announce() {
        long now = services.ticker().nanos();
        if (now - announcedNanos < ANNOUNCE_NANOS) {
            return;
        }
        synchronized (this) {
            announceWaiting(now);
        }
        runAfterwards();
    }

    @GuardedBy("this")
    private void announceWaiting(long nowNanos) {
        boolean any = services.backplane().isShared() ? !isEnding && run.announce() : announceAlone();
        if (any) {
            announcedNanos = nowNanos;
            wakeSpeaker();
        }
    }

    @GuardedBy("this")
    private boolean announceAlone() {
        boolean any = false;
        PresenceAnnouncement next = services.hub().presence().next();
        while (next != null) {
            any = true;
            if (next.publication() != null) {
                services.hub().enter(next.publication());
            }
            afterwards.add(next.told());
            next = services.hub().presence().next();
        }
        return any;
    }

    /** Takes a message from the backplane: of this node, of another one, or something else that is left alone. */
    public void receive(byte[] bytes) {
        Message message = wire.read(bytes);
        if (message == null) {
            return;
        }
        synchronized (this) {
            if (!isEnding) {
                run.take(message, bytes.length, services.ticker().nanos());
            }
            review();
            wakeSpeaker();
        }
        runAfterwards();
    }

    /** Does what time asks for. Call it about ten times a second. */
    public void tick() {
        long now = services.ticker().nanos();
        services.hub().presence().expire();
        synchronized (this) {
            if (services.backplane().isShared()) {
                if (!isEnding) {
                    run.tick(now);
                }
                review();
                wakeSpeaker();
            }
            announceWaiting(now);
        }
        runAfterwards();
    }

    /** Ends a run that is over, and begins the next one when its clients have gone (R20). */
    @GuardedBy("this")
    private void review() {
        long now = services.ticker().nanos();
        String over = run.over();
        if (over != null && !isEnding) {
            endRun(over);
        } else if (isEnding && isEmptied(now - endingSinceNanos)) {
            services.log().restart(names.get());
            services.hub().forgetKeys();
            services.hub().presence().restart();
            services.hub().wake();
            run = newRun();
            isEnding = false;
            if (leaves) {
                run.leave();
            }
        }
        ready = !isEnding && run.isReady();
    }

    @GuardedBy("this")
    private void endRun(String reason) {
        isEnding = true;
        endingSinceNanos = services.ticker().nanos();
        ClusterLog.runEnds(services.log().node(), reason);
        run.abandon();
        afterwards.add(() -> services.hub().endSessions("node-restart", GOODBYES));
    }

    private boolean isEmptied(long nanos) {
        return (nanos >= PAUSE_NANOS && services.hub().sessionsLeft() == 0) || nanos >= ENDING_NANOS;
    }

    /** The next message to send, or null if there is nothing to say now. One thread at a time. */
    @Nullable
    Outbound next() {
        Supplier<Outbound> draft;
        synchronized (this) {
            draft = isEnding ? null : run.next(services.ticker().nanos());
        }
        if (draft == null) {
            return null;
        }
        Outbound message = draft.get();
        synchronized (this) {
            run.sending(message);
        }
        return message;
    }

    /** A message was not sent, or nobody knows whether it was. */
    void unsent(Outbound message, BackplaneException failure) {
        synchronized (this) {
            run.unsent(message, failure.isRefused());
        }
        runAfterwards();
    }

    /** Waits until there may be something to say. */
    void awaitSpeech() throws InterruptedException {
        synchronized (this) {
            long nanos = Math.min(run.nextSpeechNanos() - services.ticker().nanos(), PAUSE_NANOS);
            if (nanos > 0 && !spoken) {
                waitsForSpeech = true;
                TimeUnit.NANOSECONDS.timedWait(this, nanos);
                waitsForSpeech = false;
            }
            spoken = false;
        }
    }

    @GuardedBy("this")
    private void wakeSpeaker() {
        spoken = true;
        if (waitsForSpeech) {
            notifyAll();
        }
    }

    /** Takes no publishes from now on (R22). */
    public void leave() {
        synchronized (this) {
            leaves = true;
            run.leave();
            review();
            ready = false;
            wakeSpeaker();
        }
    }

    /** Takes a leave back, as a new run: this node was only suspended. */
    public void comeBack() {
        synchronized (this) {
            leaves = false;
            if (services.backplane().isShared() && !isEnding) {
                endRun("it was suspended");
            }
            ready = !services.backplane().isShared();
        }
        runAfterwards();
    }

    /** Whether all that entered here has reached the others. */
    public synchronized boolean hasLeft() {
        return !services.backplane().isShared() || run.hasLeft();
    }

    /**
     * Waits until all that entered here has reached the others, or long enough.
     *
     * @return whether it has
     */
    public boolean awaitLeft(Duration atMost) throws InterruptedException {
        long untilNanos = services.ticker().nanos() + atMost.toNanos();
        boolean left;
        synchronized (this) {
            left = hasLeft();
            for (long rest = atMost.toNanos();
                    !left && rest > 0;
                    rest = untilNanos - services.ticker().nanos()) {
                TimeUnit.NANOSECONDS.timedWait(this, Math.min(rest, PAUSE_NANOS));
                left = hasLeft();
            }
        }
        ClusterLog.left(services.log().node(), left);
        return left;
    }

    /** How this node stands in its cluster. */
    public synchronized ClusterStatus status() {
        return run.status();
    }

    /** Makes the calls to others that were noted while the lock was held; in their order, unless threads meet here. */
    private void runAfterwards() {
        for (Runnable call = afterwards.poll(); call != null; call = afterwards.poll()) {
            try {
                call.run();
            } catch (RuntimeException fault) {
                ClusterLog.failed(fault);
            }
        }
    }
}
