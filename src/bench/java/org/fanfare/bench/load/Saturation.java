package org.fanfare.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.fanfare.bench.load.ServerProcess.Usage;

/** How many events a second pass from one node through the broker to a subscriber at each of both, and what an event costs each process. */
final class Saturation {
    private static final double GOAL = 50_000;
    private static final int PUBLISHERS = 4;
    /** Less than a node holds unanswered per connection before it makes the publisher wait. */
    private static final int WINDOW = PUBLISHERS * 500;

    private static final Duration DRAIN = Duration.ofSeconds(20);

    private final Duration warmUp;
    private final long warmUpEvents;
    private final Duration duration;
    private final int rounds;

    Saturation(boolean brief, int rounds) {
        this.warmUp = Duration.ofSeconds(brief ? 10 : 60);
        this.warmUpEvents = brief ? 200_000 : 2_000_000;
        this.duration = Duration.ofSeconds(brief ? 5 : 10);
        this.rounds = rounds;
    }

    /** What happened in one round, per event that both subscribers have; times in microseconds of CPU. */
    private record Round(double perSecond, double entry, double other, double broker, double generator, double rest) {

        double perEvent() {
            return entry + other + broker + generator;
        }
    }

    /** What each process has used, and the whole machine, in nanoseconds of CPU. */
    private record Meter(long entry, long other, long broker, long generator, long machine) {

        static Meter read(ClusterStage stage) throws IOException {
            return new Meter(
                    used(stage.nodes().get(0).pid()),
                    used(stage.nodes().get(1).pid()),
                    used(stage.broker().pid()),
                    ServerProcess.own().cpuNanos(),
                    ServerProcess.machineCpuNanos());
        }

        private static long used(long pid) throws IOException {
            Usage usage = new ServerProcess(pid).usage();
            return usage.cpuNanos();
        }

        Round since(Meter before, long events, long nanos) {
            double each = 1e3 * Math.max(1, events);
            long ours =
                    entry - before.entry + other - before.other + broker - before.broker + generator - before.generator;
            return new Round(
                    events * 1e9 / nanos,
                    (entry - before.entry) / each,
                    (other - before.other) / each,
                    (broker - before.broker) / each,
                    (generator - before.generator) / each,
                    (double) (machine - before.machine - ours) / nanos);
        }
    }

    List<Figure> figures(ClusterStage stage) throws IOException {
        try (var traffic = new ClusterTraffic("bench", stage.ports(), PUBLISHERS)) {
            traffic.open();
            traffic.closedLoop(WINDOW, warmUp, warmUpEvents);
            traffic.measure();
            List<Round> measured = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                measured.add(round(stage, traffic));
                System.out.printf(Locale.ROOT, "saturation, round %d: %s%n", i + 1, measured.get(i));
            }
            traffic.drain(DRAIN);
            return figures(measured, traffic);
        }
    }

    private Round round(ClusterStage stage, ClusterTraffic traffic) throws IOException {
        Meter before = Meter.read(stage);
        long start = traffic.now();
        long had = Math.min(traffic.received(0), traffic.received(1));
        traffic.closedLoop(WINDOW, duration, Long.MAX_VALUE);
        long events = Math.min(traffic.received(0), traffic.received(1)) - had;
        return Meter.read(stage).since(before, events, traffic.now() - start);
    }

    private List<Figure> figures(List<Round> measured, ClusterTraffic traffic) {
        Faults faults = traffic.faults();
        return List.of(
                Figure.atLeast(
                        "saturation: events through the backplane", median(measured, Round::perSecond), "/s", GOAL),
                Figure.of("  CPU an event, node where it enters", median(measured, Round::entry), "us"),
                Figure.of("  CPU an event, other node", median(measured, Round::other), "us"),
                Figure.of("  CPU an event, broker", median(measured, Round::broker), "us"),
                Figure.of("  CPU an event, generator", median(measured, Round::generator), "us"),
                Figure.of("  CPU an event, all", median(measured, Round::perEvent), "us"),
                Figure.of("  what else the machine did", median(measured, Round::rest), "cores"),
                Figure.of(
                        "  publish to ack, p50",
                        traffic.latencies().acknowledged().quantileMicros(0.5) / 1e3,
                        "ms"),
                Figure.of(
                        "  publish to ack, p99",
                        traffic.latencies().acknowledged().quantileMicros(0.99) / 1e3,
                        "ms"),
                Figure.none("  lost", faults.lost()),
                Figure.none("  doubled", faults.duplicated()),
                Figure.none("  disordered", faults.disordered()),
                Figure.none("  complaints", faults.complaints() + traffic.refused()));
    }

    private static double median(List<Round> measured, ToDoubleFunction<Round> value) {
        double[] values = measured.stream().mapToDouble(value).sorted().toArray();
        return values[values.length / 2];
    }
}
