package org.fanfare.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.fanfare.event.Ticker;
import org.fanfare.hub.BackplaneException;
import org.fanfare.hub.Core;
import org.fanfare.hub.Hub;
import org.fanfare.hub.HubLimits;
import org.fanfare.hub.KeyLimits;
import org.fanfare.hub.SteppedHub;
import org.fanfare.log.Entry;
import org.fanfare.log.LogLimits;
import org.fanfare.log.LogReader;
import org.fanfare.log.NodeLog;
import org.fanfare.log.Retention;
import org.fanfare.log.RetentionRule;
import org.fanfare.presence.PresenceRules;
import org.fanfare.protocol.RequestLimits;
import org.fanfare.room.RoomRules;
import org.fanfare.session.OutboxLimits;
import org.fanfare.session.SessionRegistry;
import org.fanfare.session.SlowPolicies;
import org.fanfare.session.SlowPolicy;
import org.jspecify.annotations.Nullable;

/** One process of the simulated cluster: a real hub, log and member, whose threads take their turns only when told. */
final class SimNode {
    private static final long TICK_MILLIS = 100;
    private static final long LEAVE_MILLIS = 5_000;
    private static final long GOODBYE_MILLIS = 2_000;
    private static final int TURN_MESSAGES = 40;

    /** Of people alone: clients have names by chance, which no seed repeats. */
    private static final PresenceRules PRESENCE =
            new PresenceRules(false, Map.of(), Duration.ofSeconds(2), Duration.ofSeconds(3), 1_000, 30);

    /** What was sent on a thread of its own, and did not come back from there yet. */
    private final Deque<Outbound> underway = new ArrayDeque<>(1);

    final String slot;
    final SimLink link;
    final NodeLog log;
    final Hub hub;
    final Member member;
    private final SimWorld world;
    private final SplittableRandom random;
    private final SessionRegistry registry = new SessionRegistry();
    private final Entry[] entries = new Entry[256];
    private LogReader tap;
    private SimRun run;
    private boolean stopped;
    private boolean over;
    private long leavesAtMillis = -1;
    private long goodbyeAtMillis = -1;
    private long tickedMillis;
    private long sweptMillis;
    private long sendsAtMillis;
    private int pauseMillis = 100;

    SimNode(SimWorld world, String slot, SimSettings settings, long skewMillis, SplittableRandom random) {
        this.world = world;
        this.slot = slot;
        this.random = random;
        this.link = world.broker().connect(slot);
        Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(world.millis());
        SimClock clock = new SimClock(world, skewMillis);
        Retention retention = new Retention(new RetentionRule(settings.retained(), Duration.ofMinutes(10)), Map.of());
        LogLimits limits = new LogLimits(1 << 26, 1_024, SimSettings.CURSOR_AGE, SimSettings.SKEW, 1_000);
        this.log = new NodeLog(world.newName(slot), retention, limits, ticker, clock);
        HubLimits hubLimits =
                new HubLimits(new RequestLimits(10, 1 << 16), 1 << 16, 20, 20, 10_000, Duration.ofSeconds(1), 60);
        OutboxLimits outbox = new OutboxLimits(256, 1 << 18, 1 << 12, Duration.ofMinutes(5));
        SlowPolicies slow = new SlowPolicies(SlowPolicy.DISCONNECT, Map.of());
        Core core = new Core(
                log, registry, hubLimits, outbox, slow, ticker, clock, Runnable::run, PRESENCE, RoomRules.STANDARD);
        this.hub = new Hub(core, new KeyLimits(10_000, Duration.ofMinutes(10)), 1);
        this.member = new Member(
                hub,
                log,
                link,
                settings.cluster(),
                SimSettings.SKEW,
                ticker,
                clock,
                random.split(),
                () -> world.newName(slot));
        hub.cluster(member);
        this.tap = log.reader();
        this.run = world.begin(this);
        this.tickedMillis = world.millis();
        this.sweptMillis = world.millis();
    }

    /** The clock on the wall of this node, which may be fast or slow. */
    private record SimClock(SimWorld world, long skewMillis) implements java.time.InstantSource {
        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis());
        }

        @Override
        public long millis() {
            return SimSettings.START_MILLIS + world.millis() + skewMillis;
        }
    }

    SimRun run() {
        return run;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Whether the process has ended. */
    boolean isOver() {
        return over;
    }

    boolean isLeaving() {
        return leavesAtMillis >= 0;
    }

    /** Whether it takes clients and publishes. */
    boolean serves() {
        return !over && !stopped && hub.isReady();
    }

    /** Lets its threads and its clients' connections stand still, or go on. */
    void stop(boolean stops) {
        stopped = stops;
    }

    void leave() {
        leavesAtMillis = world.millis();
        member.leave();
    }

    /** Ends the process, with all that it has not said. */
    void kill() {
        over = true;
        link.close();
    }

    /** Lets each thread do a little. */
    void step() {
        if (stopped || over) {
            return;
        }
        receive();
        if (world.millis() - tickedMillis >= TICK_MILLIS) {
            tickedMillis = world.millis();
            member.tick();
            observe();
        }
        speak();
        if (world.millis() - sweptMillis >= 1_000) {
            sweptMillis = world.millis();
            hub.sweep();
        }
        turn();
        goOnLeaving();
    }

    private void receive() {
        int most = random.nextInt(4) == 0 ? random.nextInt(4) : TURN_MESSAGES;
        for (int i = 0; i < most; i++) {
            byte[] message = link.poll();
            if (message == null) {
                return;
            }
            member.receive(message);
            observe();
        }
    }

    /** What the sender's thread does; now and then it stays in a send for a while. */
    private void speak() {
        int most = random.nextInt(8) == 0 ? random.nextInt(3) : TURN_MESSAGES;
        for (int i = 0; i < most && world.millis() >= sendsAtMillis; i++) {
            Outbound message = underway.isEmpty() ? member.next() : underway.remove();
            if (message == null) {
                return;
            }
            if (random.nextInt(20) == 0) {
                underway.add(message);
                return;
            }
            send(message);
        }
    }

    private void send(Outbound message) {
        try {
            link.send(message.bytes());
            pauseMillis = 100;
        } catch (BackplaneException failure) {
            member.unsent(message, failure);
            if (!failure.isRefused()) {
                sendsAtMillis = world.millis() + pauseMillis;
                pauseMillis = Math.min(2 * pauseMillis, 1_000);
            }
        }
    }

    private void goOnLeaving() {
        if (leavesAtMillis < 0) {
            return;
        }
        long now = world.millis();
        if (goodbyeAtMillis < 0) {
            if (member.hasLeft() || now - leavesAtMillis >= LEAVE_MILLIS) {
                world.trace(() -> slot + (member.hasLeft() ? " has left" : " leaves without its peers"));
                run.leftWhole(member.hasLeft());
                goodbyeAtMillis = now;
                hub.endSessions("shutdown", Duration.ofSeconds(1));
            }
        } else if (hub.sessionsLeft() == 0 || now - goodbyeAtMillis >= GOODBYE_MILLIS) {
            world.trace(() -> slot + " ends");
            kill();
        }
    }

    /** Lets the shards do all there is to do. */
    void turn() {
        SteppedHub.turn(hub);
        observe();
    }

    /** Notes what came into the log. */
    void observe() {
        if (!log.node().equals(run.name())) {
            tap.close();
            tap = log.reader();
            run = world.begin(this);
            world.ended();
        }
        int count;
        do {
            count = tap.read(entries);
            if (tap.fellOff()) {
                tap.skipToEnd();
                run.restored(log.snapshot());
            }
            for (int i = 0; i < count; i++) {
                run.took(entries[i]);
            }
        } while (count == entries.length);
        run.review(log, member);
    }

    /** Whether nothing is left of sessions that have ended. */
    boolean holdsNothing() {
        return SteppedHub.holdsNothing(hub, registry);
    }

    @Nullable
    Outbound underway() {
        return underway.peek();
    }

    @Override
    public String toString() {
        return slot + "=" + run.name();
    }
}
