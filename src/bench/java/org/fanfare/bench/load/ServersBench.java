package org.fanfare.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.fanfare.testkit.server.FanfareServer;
import org.fanfare.testkit.server.Product;
import org.fanfare.testkit.server.ServerSetup;
import org.jspecify.annotations.Nullable;

/**
 * Measures Fanfare in all servers side by side: {@code Bench --servers [--short] [--rounds N] [--only NAME,NAME]}. All run at the same time on the
 * first core, each is loaded in turn. Payara runs twice: as it is, and with the setting that has it written by the standard's endpoint. Prints a
 * table of medians and writes all reports to {@code target/bench/servers.json}.
 */
final class ServersBench {
    private static final String FANFARE = "/fanfare";
    private static final String ROW = "%-40s";

    private final boolean brief;
    private final int rounds;
    private final List<String> only;

    ServersBench(boolean brief, int rounds, List<String> only) {
        this.brief = brief;
        this.rounds = rounds;
        this.only = only;
    }

    /** A server and the name of its column. */
    private record Column(String name, FanfareServer server) {}

    /** What is read from the reports of a load. */
    private record Measure(String name, ToDoubleFunction<LoadReport> of) {}

    /**
     * A load, and what is read from it.
     *
     * @param pace null to hold connections only
     */
    private record Load(
            String name,
            Transport transport,
            boolean batch,
            int connections,
            @Nullable Pace pace,
            List<Measure> measures) {}

    private List<Load> loads() {
        int many = brief ? 200 : 1000;
        int idle = brief ? 300 : 2000;
        var cpu = new Measure("us CPU a delivery", LoadReport::serverCpuMicros);
        var p50 = new Measure("ms p50", report -> report.p50Micros() / 1e3);
        var heap = new Measure("kB live heap a connection", report -> report.heapBytesPerConnection() / 1e3);
        var rate = new Measure("connections a second", LoadReport::connectsPerSecond);
        var connect = new Measure("us CPU a connection", LoadReport::connectCpuMicros);
        var steady = new Pace.OpenLoop(20, 1);
        var bursts = new Pace.OpenLoop(50, 10);
        return Stream.of(
                        new Load("ws-idle", Transport.WS, false, idle, null, List.of(heap, rate, connect)),
                        new Load("sse-idle", Transport.SSE, false, idle, null, List.of(heap, rate, connect)),
                        new Load("ws", Transport.WS, false, many, steady, List.of(cpu, p50)),
                        new Load("ws-bursts", Transport.WS, true, many, bursts, List.of(cpu, p50)),
                        new Load("sse", Transport.SSE, false, many, steady, List.of(cpu, p50)),
                        new Load("poll", Transport.POLL, false, many / 2, new Pace.OpenLoop(10, 1), List.of(cpu, p50)))
                .filter(load -> only.contains("") || only.contains(load.name))
                .toList();
    }

    /**
     * Measures.
     *
     * @return whether nothing was lost
     * @throws IOException if a server cannot be reached or the results cannot be written
     */
    boolean run(Path directory) throws IOException {
        Cores.moveGenerator();
        try (FanfareServer wildfly = start(Product.WILDFLY, true);
                FanfareServer payara = start(Product.PAYARA, true);
                FanfareServer standard = start(Product.PAYARA, false)) {
            List<Column> columns = List.of(
                    new Column("WildFly", wildfly),
                    new Column("Payara", payara),
                    new Column("Payara, standard", standard));
            Map<String, List<LoadReport>> reports = new TreeMap<>();
            for (int round = brief ? 1 : 0; round <= rounds; round++) {
                measure(columns, round, reports);
                write(directory.resolve("servers.json"), reports);
            }
            print(columns, reports);
            return reports.values().stream().flatMap(List::stream).allMatch(LoadReport::flawless);
        }
    }

    private static FanfareServer start(Product product, boolean direct) {
        String name = "bench-" + product.name().toLowerCase(Locale.ROOT) + (direct ? "" : "-standard");
        ServerSetup setup = FanfareServer.named(name)
                .on(product)
                .property("fanfare.websocket.direct", Boolean.toString(direct))
                .property("fanfare.telemetry.enabled", "false");
        List<String> prefix = Cores.serverPrefix();
        return (prefix.isEmpty() ? setup : setup.startedBy(prefix.toArray(String[]::new)))
                .start()
                .awaitReady();
    }

    /** One round of all loads; the one before the first warms up and does not count. */
    private void measure(List<Column> columns, int round, Map<String, List<LoadReport>> reports) throws IOException {
        for (Load load : loads()) {
            for (int i = 0; i < columns.size(); i++) {
                Column column = columns.get((i + round) % columns.size());
                LoadReport report = LoadRun.run(config(load, column));
                System.out.print(load.name + ", round " + round + ", " + report.text());
                if (round > 0) {
                    reports.computeIfAbsent(key(load, column), none -> new ArrayList<>())
                            .add(report);
                }
            }
        }
    }

    private LoadConfig config(Load load, Column column) {
        boolean idle = load.pace == null;
        return LoadConfig.builder(column.server.http().getPort())
                .serverPid(column.server.pid())
                .label(column.name)
                .dialect(new Dialect.Fanfare(FANFARE, load.batch))
                .transport(load.transport)
                .connections(load.connections)
                .pace(load.pace)
                .measureHeap(idle)
                .warmUp(Duration.ofSeconds(brief ? 1 : 3))
                .duration(Duration.ofMillis(idle ? 500 : brief ? 2000 : 8000))
                .drain(Duration.ofSeconds(5))
                .build();
    }

    private static String key(Load load, Column column) {
        return load.name + "/" + column.name;
    }

    private void print(List<Column> columns, Map<String, List<LoadReport>> reports) {
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, "%n" + ROW, ""));
        columns.forEach(column -> table.append(String.format(Locale.ROOT, "%18s", column.name)));
        for (Load load : loads()) {
            for (Measure measure : load.measures) {
                table.append(String.format(Locale.ROOT, "%n" + ROW, load.name + " " + measure.name));
                for (Column column : columns) {
                    double median = median(reports.getOrDefault(key(load, column), List.of()), measure.of);
                    table.append(String.format(Locale.ROOT, "%18.2f", median));
                }
            }
            table.append(String.format(Locale.ROOT, "%n" + ROW, load.name + " (others' load)"));
            for (Column column : columns) {
                double others = median(reports.getOrDefault(key(load, column), List.of()), LoadReport::othersLoad);
                table.append(String.format(Locale.ROOT, "%18.2f", others));
            }
        }
        System.out.println(table);
    }

    private static double median(List<LoadReport> reports, ToDoubleFunction<LoadReport> measure) {
        double[] values = reports.stream().mapToDouble(measure).sorted().toArray();
        return values.length == 0 ? Double.NaN : values[values.length / 2];
    }

    private static void write(Path file, Map<String, List<LoadReport>> reports) throws IOException {
        List<String> rows = reports.entrySet().stream()
                .map(row -> "{\"load\":\"" + row.getKey() + "\",\"reports\":["
                        + String.join(
                                ",",
                                row.getValue().stream().map(LoadReport::json).toList())
                        + "]}")
                .toList();
        Files.writeString(file, "[" + String.join(",\n", rows) + "]\n");
    }
}
