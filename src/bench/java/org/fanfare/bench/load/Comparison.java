package org.fanfare.bench.load;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Fanfare beside the floor, under one kind of load.
 *
 * @param name a word for the command line and the table
 * @param floor the floor's run
 * @param fanfare Fanfare's run
 * @param measure what counts
 * @param bound what Fanfare must reach, in the measure's unit
 */
record Comparison(String name, LoadConfig floor, LoadConfig fanfare, Measure measure, double bound) {

    private static final String HEAD = "%-11s %12s %12s %7s %10s %8s %8s %8s %8s %7s";

    /** What a comparison is about. */
    enum Measure {
        /** Fanfare's CPU time per delivery over the floor's, at most the bound. */
        CPU_RATIO("us CPU a delivery") {
            @Override
            double of(LoadReport report) {
                return report.serverCpuMicros();
            }

            @Override
            boolean holds(double fanfare, double ratio, double bound) {
                return ratio <= bound;
            }
        },
        /** Fanfare's deliveries a second, at least the bound. */
        RATE("deliveries a second") {
            @Override
            double of(LoadReport report) {
                return report.perSecond();
            }

            @Override
            boolean holds(double fanfare, double ratio, double bound) {
                return fanfare >= bound;
            }
        },
        /** Fanfare's live heap per idle connection in kilobytes, at most the bound. */
        HEAP("kB live heap a connection") {
            @Override
            double of(LoadReport report) {
                return report.heapBytesPerConnection() / 1e3;
            }

            @Override
            boolean holds(double fanfare, double ratio, double bound) {
                return fanfare <= bound;
            }
        };

        private final String unit;

        Measure(String unit) {
            this.unit = unit;
        }

        abstract double of(LoadReport report);

        abstract boolean holds(double fanfare, double ratio, double bound);
    }

    /**
     * The outcome of all rounds.
     *
     * @param floors the floor's reports, one a round
     * @param fanfares Fanfare's reports, one a round
     */
    record Outcome(Comparison comparison, List<LoadReport> floors, List<LoadReport> fanfares) {
        Outcome {
            floors = List.copyOf(floors);
            fanfares = List.copyOf(fanfares);
        }

        LoadReport floor() {
            return median(floors);
        }

        LoadReport fanfare() {
            return median(fanfares);
        }

        private LoadReport median(List<LoadReport> reports) {
            return reports.stream()
                    .sorted(Comparator.comparingDouble(comparison.measure()::of))
                    .toList()
                    .get(reports.size() / 2);
        }

        private double value(LoadReport report) {
            return comparison.measure().of(report);
        }

        /** Fanfare's value over the floor's: the median of the rounds, each of which compares what ran side by side. */
        double ratio() {
            double[] ratios = IntStream.range(0, floors.size())
                    .mapToDouble(i -> value(fanfares.get(i)) / value(floors.get(i)))
                    .sorted()
                    .toArray();
            return ratios[ratios.length / 2];
        }

        /** Whether Fanfare reaches the bound and lost nothing in any round. */
        boolean good() {
            return comparison.measure().holds(value(fanfare()), ratio(), comparison.bound()) && flawless();
        }

        private boolean flawless() {
            return fanfares.stream().allMatch(LoadReport::flawless);
        }

        /** One row of the table. */
        String row() {
            return String.format(
                    Locale.ROOT,
                    "%-11s %12.2f %12.2f %7.2f %10.10s %8.1f %8.1f %8.1f %8.1f %7.2f  %s%s",
                    comparison.name(),
                    value(floor()),
                    value(fanfare()),
                    ratio(),
                    bound(),
                    floor().p50Micros() / 1e3,
                    fanfare().p50Micros() / 1e3,
                    floor().p99Micros() / 1e3,
                    fanfare().p99Micros() / 1e3,
                    (floor().othersLoad() + fanfare().othersLoad()) / 2,
                    comparison.measure().unit,
                    good() ? "" : flawless() ? "  MISSED" : "  FAULTS");
        }

        private String bound() {
            return switch (comparison.measure()) {
                case CPU_RATIO -> String.format(Locale.ROOT, "<= %.2f x", comparison.bound());
                case RATE -> String.format(Locale.ROOT, ">= %.0f", comparison.bound());
                case HEAP -> String.format(Locale.ROOT, "<= %.0f", comparison.bound());
            };
        }

        /** One JSON object with every round's reports. */
        String json() {
            return String.format(
                            Locale.ROOT,
                            "{\"name\":\"%s\",\"unit\":\"%s\",\"floor\":%.3f,\"fanfare\":%.3f,\"ratio\":%.3f,\"bound\":%.2f,\"good\":%b,",
                            comparison.name(),
                            comparison.measure().unit,
                            value(floor()),
                            value(fanfare()),
                            ratio(),
                            comparison.bound(),
                            good())
                    + "\"floors\":[" + jsons(floors) + "],\"fanfares\":[" + jsons(fanfares) + "]}";
        }

        private static String jsons(List<LoadReport> reports) {
            return String.join(",\n", reports.stream().map(LoadReport::json).toList());
        }
    }

    /** The table's head. The last column of figures is what else the machine did, in cores. */
    static String head() {
        return String.format(
                HEAD + "%n" + HEAD,
                "",
                "",
                "",
                "",
                "",
                "p50 ms",
                "",
                "p99 ms",
                "",
                "",
                "load",
                "floor",
                "fanfare",
                "ratio",
                "wanted",
                "floor",
                "fanfare",
                "floor",
                "fanfare",
                "others");
    }
}
