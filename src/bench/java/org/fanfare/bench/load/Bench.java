package org.fanfare.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fanfare.bench.floor.FloorWar;
import org.fanfare.bench.load.Comparison.Outcome;
import org.fanfare.testkit.server.FanfareServer;
import org.fanfare.testkit.server.ServerSetup;

/**
 * Compares Fanfare with the floor in one server: {@code Bench [--short] [--rounds N] [--only NAME,NAME] [--control]}. Starts the provisioned server with
 * both, runs each load on one and the other in turn, prints a table of medians and writes all reports to {@code target/bench/bench.json}.
 * With {@code --cluster} it measures two nodes instead: see {@link ClusterBench}; with {@code --servers} WildFly beside Payara: see {@link ServersBench}.
 */
public final class Bench {
    private static final Path DIRECTORY = Path.of("target", "bench");

    private final boolean brief;
    private final boolean control;
    private final boolean cluster;
    private final boolean servers;
    private final int rounds;
    private final List<String> only;

    private Bench(List<String> args) {
        this.brief = args.contains("--short");
        this.control = args.contains("--control");
        this.cluster = args.contains("--cluster");
        this.servers = args.contains("--servers");
        this.rounds = Integer.parseInt(value(args, "--rounds", brief ? "1" : "3"));
        this.only = List.of(value(args, "--only", "").split(","));
    }

    private static String value(List<String> args, String name, String standard) {
        int at = args.indexOf(name);
        return at < 0 ? standard : args.get(at + 1);
    }

    /**
     * Runs all comparisons. Ends with status 1 if Fanfare missed a bound or lost anything.
     *
     * @throws IOException if the server cannot be reached or the results cannot be written
     */
    public static void main(String... args) throws IOException {
        boolean good = new Bench(List.of(args)).run();
        System.exit(good ? 0 : 1);
    }

    private boolean run() throws IOException {
        Files.createDirectories(DIRECTORY);
        if (servers) {
            return new ServersBench(brief, rounds, only).run(DIRECTORY);
        }
        return cluster ? new ClusterBench(brief, rounds, only).run(DIRECTORY) : compare();
    }

    private boolean compare() throws IOException {
        Path war = FloorWar.build(DIRECTORY.resolve("floor.war"));
        Cores.moveGenerator();
        ServerSetup setup = FanfareServer.named("bench").war(war);
        List<String> prefix = Cores.serverPrefix();
        if (!prefix.isEmpty()) {
            setup = setup.startedBy(prefix.toArray(String[]::new));
        }
        try (FanfareServer server = setup.start().awaitReady()) {
            List<Outcome> outcomes = new ArrayList<>();
            for (Comparison comparison : chosen(server)) {
                outcomes.add(compare(comparison));
                write(outcomes);
            }
            System.out.println("\n" + Comparison.head());
            outcomes.forEach(outcome -> System.out.println(outcome.row()));
            return outcomes.stream().allMatch(Outcome::good);
        }
    }

    private List<Comparison> chosen(FanfareServer server) {
        return new Comparisons(server.http().getPort(), server.pid(), brief, control)
                .all().stream()
                        .filter(comparison -> only.contains("") || only.contains(comparison.name()))
                        .toList();
    }

    /**
     * Runs floor and Fanfare in turn, beginning with the one and the other alternately. In the full mode a first round, which only warms the
     * server up, does not count.
     */
    private Outcome compare(Comparison comparison) throws IOException {
        var floors = new ArrayList<LoadReport>();
        var fanfares = new ArrayList<LoadReport>();
        for (int round = brief ? 1 : 0; round <= rounds; round++) {
            boolean floorFirst = round % 2 == 0;
            LoadReport first = LoadRun.run(floorFirst ? comparison.floor() : comparison.fanfare());
            LoadReport second = LoadRun.run(floorFirst ? comparison.fanfare() : comparison.floor());
            System.out.print(comparison.name() + ", round " + round + "\n" + first.text() + second.text());
            if (round > 0) {
                floors.add(floorFirst ? first : second);
                fanfares.add(floorFirst ? second : first);
            }
        }
        return new Outcome(comparison, floors, fanfares);
    }

    private static void write(List<Outcome> outcomes) throws IOException {
        List<String> json = outcomes.stream().map(Outcome::json).toList();
        Files.writeString(DIRECTORY.resolve("bench.json"), "[" + String.join(",\n", json) + "]\n");
    }
}
