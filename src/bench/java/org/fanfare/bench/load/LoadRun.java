package org.fanfare.bench.load;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToLongFunction;
import org.fanfare.bench.load.ServerProcess.Usage;
import org.jspecify.annotations.Nullable;

/**
 * One run: open all connections, publish, measure, account. Everything happens on the calling thread, apart from a helper that wakes it on
 * schedule.
 */
public final class LoadRun {
    private static final long MILLI = 1_000_000L;
    private static final long SETTLE_NANOS = 500 * MILLI;
    private static final long LOOK_NANOS = 1000 * MILLI;
    /** A server lets go of closed connections only after some seconds. */
    private static final long REST_NANOS = 5_000 * MILLI;

    private static final int MAX_HEAP_SAMPLES = 10;
    private static final long STEADY_HEAP_BYTES = 50_000;
    private static final long STUCK_NANOS = 10_000 * MILLI;

    private final LoadConfig config;
    private final Reactor reactor;
    private final Intake intake;
    private final Fleet fleet;
    private final ServerProcess server;
    private @Nullable Traffic traffic;
    private Usage serverUsed = Usage.NONE;
    private Usage ownUsed = Usage.NONE;
    private long machineUsed;
    private long windowNanos;
    private long openingNanos;
    private long openingCpuNanos;
    private double residentPerConnection;
    private double heapPerConnection;
    private @Nullable EvictionWatch watch;

    private LoadRun(LoadConfig config, Reactor reactor) {
        this.config = config;
        this.reactor = reactor;
        this.intake = new Intake(config.payloadBytes());
        String run = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
        this.fleet = new Fleet(reactor, config, intake, "bench.r" + run + ".t");
        this.server = new ServerProcess(config.serverPid());
    }

    /**
     * Runs to the end, which takes the connecting, warm-up, duration and at most the drain.
     *
     * @throws IOException if connections cannot be opened, or the server's process cannot be read
     */
    public static LoadReport run(LoadConfig config) throws IOException {
        try (var reactor = new Reactor(config.port())) {
            var run = new LoadRun(config, reactor);
            run.connect();
            if (config.pace() == null) {
                run.hold();
            } else {
                run.publish(config.pace());
            }
            return run.report();
        }
    }

    private void connect() throws IOException {
        if (config.measureHeap()) {
            reactor.nudge();
            serve(REST_NANOS);
        }
        long heap = liveHeap();
        Usage before = server.usage();
        long resident = before.residentBytes();
        long start = reactor.now();
        fleet.open();
        openingNanos = reactor.now() - start;
        openingCpuNanos = difference(server.usage(), before).cpuNanos();
        serve(SETTLE_NANOS);
        residentPerConnection = (double) (server.usage().residentBytes() - resident) / config.connections();
        heapPerConnection = (double) (liveHeap() - heap) / config.connections();
    }

    /** The server's live heap once it is steady: what earlier connections left goes only by and by. */
    private long liveHeap() throws IOException {
        if (!config.measureHeap()) {
            return 0;
        }
        long heap = server.liveHeapBytes();
        for (int i = 0; i < MAX_HEAP_SAMPLES; i++) {
            reactor.nudge();
            serve(SETTLE_NANOS);
            long before = heap;
            heap = server.liveHeapBytes();
            if (Math.abs(heap - before) < STEADY_HEAP_BYTES) {
                break;
            }
        }
        return heap;
    }

    private void serve(long nanos) throws IOException {
        reactor.run(reactor.now() + nanos, () -> false);
    }

    private void hold() throws IOException {
        long start = beginWindow();
        serve(config.duration().toNanos());
        endWindow(start);
    }

    private void publish(Pace pace) throws IOException {
        var publishing = new Traffic(reactor, config, pace, fleet, intake);
        this.traffic = publishing;
        var evictions = new EvictionWatch(config.port(), fleet.stalled());
        this.watch = evictions;
        publishing.open();
        publishing.start();
        serveWatching(config.warmUp().toNanos(), evictions);
        long start = beginWindow();
        serveWatching(config.duration().toNanos(), evictions);
        endWindow(start);
        publishing.stop();
        reactor.run(reactor.now() + config.drain().toNanos(), publishing::allDelivered);
        serve(200 * MILLI);
        evictions.look(reactor.now());
    }

    /** Serves; looks for evictions; gives up early when nothing moves any more. */
    private void serveWatching(long nanos, EvictionWatch evictions) throws IOException {
        long until = reactor.now() + nanos;
        long moved = reactor.now();
        while (reactor.now() < until && reactor.now() - moved < STUCK_NANOS) {
            long before = intake.unique();
            serve(Math.min(LOOK_NANOS, until - reactor.now()));
            evictions.look(reactor.now());
            moved = intake.unique() > before ? reactor.now() : moved;
        }
    }

    private long beginWindow() throws IOException {
        serverUsed = server.usage();
        ownUsed = ServerProcess.own();
        machineUsed = ServerProcess.machineCpuNanos();
        intake.openWindow(reactor.now());
        return reactor.now();
    }

    private void endWindow(long start) throws IOException {
        windowNanos = reactor.now() - start;
        intake.closeWindow(reactor.now());
        serverUsed = difference(server.usage(), serverUsed);
        ownUsed = difference(ServerProcess.own(), ownUsed);
        machineUsed = ServerProcess.machineCpuNanos() - machineUsed;
    }

    private static Usage difference(Usage after, Usage before) {
        return new Usage(after.cpuNanos() - before.cpuNanos(), after.residentBytes() - before.residentBytes());
    }

    private LoadReport report() {
        long published = traffic == null ? 0 : traffic.published();
        Histogram latency = intake.latency();
        return new LoadReport(
                config.label(),
                config.connections(),
                published,
                traffic == null ? 0 : traffic.acknowledged(),
                traffic == null ? 0 : traffic.expected(),
                intake.unique(),
                sum(tally -> tally.lost(published)),
                sum(Tally::duplicates),
                sum(Tally::outOfOrder),
                sum(Tally::foreign),
                intake.gaps(),
                intake.errors(),
                intake.firstError(),
                fleet.ended(),
                fleet.endings(),
                windowNanos / 1e9,
                intake.inWindow() * 1e9 / Math.max(1, windowNanos),
                intake.perMessage(),
                latency.quantileMicros(0.5),
                latency.quantileMicros(0.99),
                latency.quantileMicros(0.999),
                latency.maxMicros(),
                intake.inWindow() == 0 ? 0 : serverUsed.cpuNanos() / 1e3 / intake.inWindow(),
                (double) serverUsed.cpuNanos() / windowNanos,
                (double) ownUsed.cpuNanos() / windowNanos,
                (double) (machineUsed - serverUsed.cpuNanos() - ownUsed.cpuNanos()) / windowNanos,
                config.connections() * 1e9 / openingNanos,
                openingCpuNanos / 1e3 / config.connections(),
                residentPerConnection,
                heapPerConnection,
                watch == null ? 0 : watch.evicted(),
                watch == null ? -1 : sinceStart(watch.firstNanos()),
                watch == null ? -1 : sinceStart(watch.lastNanos()));
    }

    private double sinceStart(long nanos) {
        return nanos < 0 || traffic == null ? -1 : (nanos - traffic.startNanos()) / 1e9;
    }

    private long sum(ToLongFunction<Tally> count) {
        return fleet.accounted().stream().mapToLong(count).sum();
    }
}
