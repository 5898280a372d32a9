package org.fanfare.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures two nodes and a broker, each a process, from a fifth one: {@code Bench --cluster [--short] [--rounds N] [--only NAME,NAME]}.
 * Prints a table and writes the figures to {@code target/bench/cluster.json}.
 */
final class ClusterBench {
    private final boolean brief;
    private final int rounds;
    private final List<String> only;

    /**
     * Creates a benchmark.
     *
     * @param brief to see that everything works, not what it takes
     * @param only names of what is measured; all, if one of them is empty
     */
    ClusterBench(boolean brief, int rounds, List<String> only) {
        this.brief = brief;
        this.rounds = rounds;
        this.only = only;
    }

    /** What can be measured of a running cluster. */
    private interface Measurement {
        List<Figure> figures(ClusterStage stage) throws IOException, InterruptedException;
    }

    /**
     * Measures.
     *
     * @return whether all bounds hold
     * @throws IOException if a node cannot be reached or the results cannot be written
     */
    boolean run(Path directory) throws IOException {
        List<Figure> figures = new ArrayList<>();
        try (ClusterStage stage = ClusterStage.start()) {
            System.out.println("Nodes: " + stage.nodes().get(0).pid() + ", "
                    + stage.nodes().get(1).pid() + "; broker: " + stage.broker().pid());
            measure("saturation", new Saturation(brief, rounds)::figures, stage, figures);
            measure("hop", new HopLatency(brief)::figures, stage, figures);
            measure("join", new JoinTime(brief)::figures, stage, figures);
            measure("heal", new HealTime(brief ? 1 : rounds)::figures, stage, figures);
            measure("rooms", new RoomStorm(brief)::figures, stage, figures);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        System.out.println();
        figures.forEach(figure -> System.out.println(figure.row()));
        List<String> json = figures.stream().map(Figure::json).toList();
        Files.writeString(directory.resolve("cluster.json"), "[" + String.join(",\n", json) + "]\n");
        return figures.stream().allMatch(Figure::good);
    }

    private void measure(String name, Measurement measurement, ClusterStage stage, List<Figure> into)
            throws IOException, InterruptedException {
        if (only.contains("") || only.contains(name)) {
            List<Figure> figures = measurement.figures(stage);
            figures.forEach(figure -> System.out.println(figure.row()));
            into.addAll(figures);
        }
    }
}
