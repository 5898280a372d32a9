package org.fanfare.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How much later a subscriber at the other node has an event than one at the node where it entered, at a low rate. */
final class HopLatency {
    private static final double PER_SECOND = 200;
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Duration warmUp;
    private final Duration duration;

    HopLatency(boolean brief) {
        this.warmUp = Duration.ofSeconds(brief ? 2 : 10);
        this.duration = Duration.ofSeconds(brief ? 5 : 30);
    }

    List<Figure> figures(ClusterStage stage) throws IOException {
        try (var traffic = new ClusterTraffic("bench", stage.ports(), 1)) {
            traffic.open();
            traffic.openLoop(PER_SECOND, warmUp, () -> false);
            traffic.drain(DRAIN);
            traffic.measure();
            long machine = ServerProcess.machineCpuNanos();
            long start = traffic.now();
            traffic.openLoop(PER_SECOND, duration, () -> false);
            double busy = (double) (ServerProcess.machineCpuNanos() - machine) / (traffic.now() - start);
            traffic.drain(DRAIN);
            return figures(traffic, busy);
        }
    }

    private static List<Figure> figures(ClusterTraffic traffic, double busy) {
        ClusterTraffic.Latencies latencies = traffic.latencies();
        Faults faults = traffic.faults();
        List<Figure> figures = new ArrayList<>();
        figures.addAll(pair("hop: second node after the first", latencies.hop()));
        figures.addAll(pair("  publish to subscriber, first node", latencies.first()));
        figures.addAll(pair("  publish to subscriber, second node", latencies.second()));
        figures.addAll(pair("  publish to ack", latencies.acknowledged()));
        figures.add(Figure.of("  what the machine did", busy, "cores"));
        figures.add(Figure.none("  lost", faults.lost()));
        figures.add(Figure.none("  doubled", faults.duplicated()));
        figures.add(Figure.none("  disordered", faults.disordered()));
        figures.add(Figure.none("  complaints", faults.complaints() + traffic.refused()));
        return figures;
    }

    private static List<Figure> pair(String name, Histogram latency) {
        return List.of(
                Figure.of(name + ", p50", latency.quantileMicros(0.5) / 1e3, "ms"),
                Figure.of(name + ", p99", latency.quantileMicros(0.99) / 1e3, "ms"));
    }
}
