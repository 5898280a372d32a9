package org.fanfare.bench.load;

import java.time.Duration;
import java.util.List;
import org.fanfare.bench.load.Comparison.Measure;
import org.jspecify.annotations.Nullable;

/**
 * The loads that Fanfare and the floor are compared under.
 *
 * @param port the server's port
 * @param pid the server's process
 * @param brief whether it is only to be seen that everything works: few connections, short times, bounds that only a fault would miss
 * @param control whether the floor takes Fanfare's place too, which shows how far ratios stray by chance
 */
record Comparisons(int port, long pid, boolean brief, boolean control) {
    /** In the brief mode whichever runs first does so in cold code. */
    private static final double BRIEF_RATIO = 10;

    private static final String FLOOR = "/floor";
    private static final String FANFARE = "/fanfare";

    /** All of them; memory first, while the server holds nothing yet that could be let go meanwhile. */
    List<Comparison> all() {
        int many = brief ? 200 : 1000;
        var plain = new Pace.OpenLoop(20, 1);
        var slow = new Pace.OpenLoop(
                10, 1); // a poll costs so much that at 20 a second the core is full, whatever it costs
        var bursts = new Pace.OpenLoop(50, 10);
        var each = new Pace.OpenLoop(2 * many, 1);
        var saturation = new Pace.ClosedLoop(32, Pace.Until.DELIVERED);
        return List.of(
                compared("ws-idle", idle(), true, Measure.HEAP, brief ? 100 : 12),
                compared("ws", run(Transport.WS, many, 1, plain), false, Measure.CPU_RATIO, 1.15),
                compared("ws-topics", run(Transport.WS, many, many, each), false, Measure.CPU_RATIO, 1.25),
                new Comparison(
                        "ws-bursts",
                        floor(run(Transport.WS, many, 1, plain).label("floor")),
                        fanfare(run(Transport.WS, many, 1, bursts), true),
                        Measure.CPU_RATIO,
                        brief ? BRIEF_RATIO : 0.35),
                compared("ws-max", run(Transport.WS, many, 1, saturation), true, Measure.RATE, brief ? 1000 : 400_000),
                compared("sse", run(Transport.SSE, many, 1, plain), false, Measure.CPU_RATIO, 1.2),
                compared("poll", run(Transport.POLL, many, 1, slow), false, Measure.CPU_RATIO, 1.0));
    }

    private Comparison compared(String name, LoadConfig.Builder run, boolean batch, Measure measure, double bound) {
        double wanted = brief && measure == Measure.CPU_RATIO ? BRIEF_RATIO : bound;
        return new Comparison(name, floor(run.label("floor")), fanfare(run, batch), measure, wanted);
    }

    private static LoadConfig floor(LoadConfig.Builder run) {
        return run.dialect(new Dialect.Floor(FLOOR)).build();
    }

    private LoadConfig fanfare(LoadConfig.Builder run, boolean batch) {
        if (control) {
            return floor(run.label("control"));
        }
        return run.label("fanfare").dialect(new Dialect.Fanfare(FANFARE, batch)).build();
    }

    private LoadConfig.Builder run(Transport transport, int connections, int topics, @Nullable Pace pace) {
        return LoadConfig.builder(port)
                .serverPid(pid)
                .transport(transport)
                .connections(connections)
                .topics(topics)
                .pace(pace)
                .warmUp(Duration.ofSeconds(brief ? 1 : 3))
                .duration(Duration.ofMillis(brief ? 1500 : 8000))
                .drain(Duration.ofSeconds(5));
    }

    private LoadConfig.Builder idle() {
        return run(Transport.WS, brief ? 300 : 3000, 1, null)
                .duration(Duration.ofMillis(brief ? 200 : 2000))
                .measureHeap(true);
    }
}
