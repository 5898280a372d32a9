package org.fanfare.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;

/** How soon events flow again after the broker was killed and takes connections again, while publishing goes on at a low rate. */
final class HealTime {
    private static final double PER_SECOND = 100;
    private static final Duration BEFORE = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final int rounds;

    HealTime(int rounds) {
        this.rounds = rounds;
    }

    /** Seconds after the broker took connections, and how long it was away. */
    private record Round(double away, double acknowledged, double arrived, double caughtUp) {}

    List<Figure> figures(ClusterStage stage) throws IOException {
        List<Round> healed = new ArrayList<>();
        Faults faults = Faults.NONE;
        for (int i = 0; i < rounds; i++) {
            try (var traffic = new ClusterTraffic("bench", stage.ports(), 1)) {
                traffic.open();
                healed.add(round(stage, traffic));
                System.out.printf(
                        Locale.ROOT,
                        "heal, round %d: %s; %d of %d publishes left open%n",
                        i + 1,
                        healed.get(i),
                        traffic.refused(),
                        traffic.published());
                traffic.drain(DRAIN);
                faults = faults.plus(traffic.faults());
            }
        }
        return List.of(
                Figure.of("heal: broker to the first publish acknowledged", median(healed, Round::acknowledged), "s"),
                Figure.of("  broker to the first event at the other node", median(healed, Round::arrived), "s"),
                Figure.of("  until the other node has all", median(healed, Round::caughtUp), "s"),
                Figure.of("  the broker was away for", median(healed, Round::away), "s"),
                Figure.none("  lost", faults.lost()),
                Figure.none("  doubled", faults.duplicated()),
                Figure.none("  disordered", faults.disordered()),
                Figure.none("  complaints", faults.complaints()));
    }

    private static Round round(ClusterStage stage, ClusterTraffic traffic) throws IOException {
        traffic.openLoop(PER_SECOND, BEFORE, () -> false);
        long killed = traffic.now();
        CompletableFuture<Long> restart = CompletableFuture.supplyAsync(() -> {
            stage.broker().kill();
            stage.broker().start();
            return traffic.now();
        });
        traffic.openLoop(PER_SECOND, LIMIT, restart::isDone);
        long back = restart.join();
        long published = traffic.published();
        long acknowledged = traffic.acknowledged();
        long received = traffic.received(1);
        long[] at = new long[3];
        traffic.openLoop(PER_SECOND, LIMIT, () -> {
            note(at, 0, traffic.acknowledged() > acknowledged, traffic);
            note(at, 1, traffic.received(1) > received, traffic);
            note(at, 2, traffic.received(1) >= published, traffic);
            return at[0] > 0 && at[1] > 0 && at[2] > 0;
        });
        return new Round((back - killed) / 1e9, after(at[0], back), after(at[1], back), after(at[2], back));
    }

    private static void note(long[] at, int what, boolean happened, ClusterTraffic traffic) {
        if (happened && at[what] == 0) {
            at[what] = traffic.now();
        }
    }

    private static double after(long at, long back) {
        return at == 0 ? LIMIT.toSeconds() : (at - back) / 1e9;
    }

    private static double median(List<Round> healed, ToDoubleFunction<Round> value) {
        double[] values = healed.stream().mapToDouble(value).sorted().toArray();
        return values[values.length / 2];
    }
}
