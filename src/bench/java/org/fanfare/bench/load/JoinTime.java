package org.fanfare.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.fanfare.testkit.server.FanfareServer;

/** How long a fresh node takes to be ready when the others retain many events, while events go on at a low rate. */
final class JoinTime {
    private static final int WINDOW = 500;
    private static final double PER_SECOND = 100;
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String JOINING = "FF5001";
    private static final String READY = "FF5002";
    private static final int TIME_AT = "2026-11-22 ".length();
    private static final int TIME_CHARS = "10:15:30,123".length();

    private final int retained;

    JoinTime(boolean brief) {
        this.retained = brief ? 20_000 : 100_000;
    }

    List<Figure> figures(ClusterStage stage) throws IOException {
        try (var traffic = new ClusterTraffic("kept", stage.ports(), 1)) {
            traffic.open();
            traffic.closedLoop(WINDOW, LIMIT, retained);
            traffic.drain(LIMIT);
            CompletableFuture<FanfareServer> joining = CompletableFuture.supplyAsync(() -> join(stage));
            traffic.openLoop(PER_SECOND, LIMIT, joining::isDone);
            try (FanfareServer joined = joining.join()) {
                traffic.drain(LIMIT);
                NodeSubscriber late = traffic.resume(joined.http().getPort());
                return figures(joined, traffic, late);
            }
        }
    }

    private static FanfareServer join(ClusterStage stage) {
        try {
            return stage.join("bench-c");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<Figure> figures(FanfareServer joined, ClusterTraffic traffic, NodeSubscriber late) throws IOException {
        Faults faults = traffic.faults().plus(late.faults(traffic.published()));
        Duration took = Duration.between(at(joined.log(), JOINING), at(joined.log(), READY));
        return List.of(
                Figure.of("join: ready after the start of joining", took.toMillis() / 1e3, "s"),
                Figure.of("  events that it resumed for a client", (double) late.received(), ""),
                Figure.atLeast("  recovered", late.isRecovered() ? 1 : 0, "", 1),
                Figure.none("  lost", faults.lost()),
                Figure.none("  doubled", faults.duplicated()),
                Figure.none("  disordered", faults.disordered()),
                Figure.none("  complaints", faults.complaints() + traffic.refused()));
    }

    /** When a line of the log was written. */
    private static LocalTime at(Path log, String id) throws IOException {
        for (String line : Files.readAllLines(log)) {
            if (line.contains(id)) {
                return LocalTime.parse(
                        line.substring(TIME_AT, TIME_AT + TIME_CHARS).replace(',', '.'));
            }
        }
        throw new IOException("no " + id + " in " + log);
    }
}
