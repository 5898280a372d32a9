package org.fanfare.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The command line of the load generator; {@code --help} lists the options. */
public final class Load {
    private static final String HELP = """
            Loads a push server on 127.0.0.1 and accounts for every message. Options, with their defaults:
              --port 8080                 where the server listens
              --dialect fanfare|floor     what it understands
              --context /fanfare          its context path
              --batch                     WebSocket subscribers offer fanfare.v1.batch
              --transport ws|sse|poll     how subscribers listen
              --connections 100 --topics 1
              --publish ws|http --publishers 1
              --rate 20 --burst 1         open loop: messages a second, and how many of them are due at once
              --inflight N                closed loop instead: as fast as the server keeps up, N under way
              --until delivery|ack        what ends a message's flight in the closed loop
              --idle                      publish nothing, hold the connections for the duration
              --size 200                  payload bytes
              --warmup 2 --duration 10 --drain 5   seconds
              --stall 0                   so many subscribers never read
              --server-pid PID            report the server's CPU time and memory
              --heap                      and its live heap, by jcmd
              --label load --json FILE    name of the run; where to write the report as JSON
            """;
    private static final Set<String> FLAGS = Set.of("batch", "idle", "heap", "help");
    private static final Set<String> OPTIONS = Set.of(
            "port",
            "dialect",
            "context",
            "transport",
            "connections",
            "topics",
            "publish",
            "publishers",
            "rate",
            "burst",
            "inflight",
            "until",
            "size",
            "warmup",
            "duration",
            "drain",
            "stall",
            "server-pid",
            "label",
            "json");

    private Load() {}

    /**
     * Runs one load and prints its report. Ends with status 1 if anything was lost, doubled, out of order or refused, 2 for bad arguments.
     *
     * @throws IOException if the server cannot be reached
     */
    public static void main(String... args) throws IOException {
        Map<String, String> options;
        LoadConfig config;
        try {
            options = options(List.of(args));
            config = config(options);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(HELP);
            System.exit(2);
            return;
        }
        if (options.containsKey("help")) {
            System.out.print(HELP);
            return;
        }
        LoadReport report = LoadRun.run(config);
        System.out.print(report.text());
        if (options.containsKey("json")) {
            Files.writeString(Path.of(options.get("json")), report.json() + "\n");
        }
        System.exit(report.flawless() ? 0 : 1);
    }

    static Map<String, String> options(List<String> args) {
        var options = new HashMap<String, String>();
        for (int i = 0; i < args.size(); i++) {
            String name = args.get(i).startsWith("--") ? args.get(i).substring(2) : "";
            if (FLAGS.contains(name)) {
                options.put(name, "");
            } else if (OPTIONS.contains(name) && i + 1 < args.size()) {
                options.put(name, args.get(++i));
            } else {
                throw new IllegalArgumentException("not an option, or without its value: " + args.get(i));
            }
        }
        return options;
    }

    static LoadConfig config(Map<String, String> options) {
        return LoadConfig.builder(number(options, "port", 8080))
                .label(options.getOrDefault("label", "load"))
                .dialect(dialect(options))
                .transport(Transport.valueOf(
                        options.getOrDefault("transport", "ws").toUpperCase(Locale.ROOT)))
                .connections(number(options, "connections", 100))
                .topics(number(options, "topics", 1))
                .stalled(number(options, "stall", 0))
                .postPublishes(oneOf(options, "publish", "ws", "http").equals("http"))
                .publishers(number(options, "publishers", 1))
                .pace(options.containsKey("idle") ? null : pace(options))
                .payloadBytes(number(options, "size", 200))
                .warmUp(seconds(options, "warmup", "2"))
                .duration(seconds(options, "duration", "10"))
                .drain(seconds(options, "drain", "5"))
                .serverPid(number(options, "server-pid", 0))
                .measureHeap(options.containsKey("heap"))
                .build();
    }

    private static Dialect dialect(Map<String, String> options) {
        String dialect = oneOf(options, "dialect", "fanfare", "floor");
        String context = options.getOrDefault("context", "/" + dialect);
        return dialect.equals("floor")
                ? new Dialect.Floor(context)
                : new Dialect.Fanfare(context, options.containsKey("batch"));
    }

    private static Pace pace(Map<String, String> options) {
        if (options.containsKey("inflight")) {
            boolean ack = oneOf(options, "until", "delivery", "ack").equals("ack");
            return new Pace.ClosedLoop(
                    number(options, "inflight", 1), ack ? Pace.Until.ACKNOWLEDGED : Pace.Until.DELIVERED);
        }
        return new Pace.OpenLoop(Double.parseDouble(options.getOrDefault("rate", "20")), number(options, "burst", 1));
    }

    private static String oneOf(Map<String, String> options, String name, String standard, String other) {
        String value = options.getOrDefault(name, standard);
        if (!value.equals(standard) && !value.equals(other)) {
            throw new IllegalArgumentException("--" + name + " is " + standard + " or " + other + ", not " + value);
        }
        return value;
    }

    private static int number(Map<String, String> options, String name, int standard) {
        return Integer.parseInt(options.getOrDefault(name, Integer.toString(standard)));
    }

    private static Duration seconds(Map<String, String> options, String name, String standard) {
        return Duration.ofMillis((long) (Double.parseDouble(options.getOrDefault(name, standard)) * 1000));
    }
}
