package org.fanfare.bench.load;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a run found. Counts are exact and cover the whole run, warm-up included; rates, latency and CPU cover the measured time only. Latency
 * runs from when a message was due to be published until a subscriber had read it.
 *
 * @param label what the run was called
 * @param connections subscribers, stalled ones included
 * @param published messages published
 * @param acknowledged messages that the server acknowledged to the publisher
 * @param expected deliveries that all published messages should make, to subscribers that read
 * @param delivered deliveries made, each counted once
 * @param lost deliveries not made by the end of the drain
 * @param duplicated deliveries made again
 * @param outOfOrder deliveries made after a later one of their topic
 * @param foreign deliveries of a topic that was not subscribed
 * @param gaps times that the server told a subscriber of a gap
 * @param errors errors from the server or the connections, the first of which is {@code firstError}
 * @param ended subscribers that lost their connection, for the reasons in {@code endings}
 * @param seconds the time measured
 * @param perSecond deliveries a second
 * @param perMessage deliveries in each WebSocket frame, stream chunk or poll answer that held any, on average
 * @param p50Micros median latency
 * @param p99Micros latency that 99 of 100 deliveries do not exceed
 * @param p999Micros latency that 999 of 1,000 deliveries do not exceed
 * @param maxMicros longest latency
 * @param serverCpuMicros CPU time of the server, kernel included, per delivery; 0 without a server process
 * @param serverLoad CPU time of the server over time: 1 is one core
 * @param generatorLoad the same for this process; near 1 it limits what is measured
 * @param othersLoad the same for everything else on the machine; much of it disturbs what is measured
 * @param connectsPerSecond connections opened and subscribed a second, 64 of them under way at a time
 * @param connectCpuMicros the server's CPU time for one of them
 * @param residentBytesPerConnection growth of the server's resident memory while connections were opened
 * @param heapBytesPerConnection growth of the server's live heap while connections were opened; 0 unless asked for
 * @param evicted stalled connections that the server gave up
 * @param firstEvictionSeconds when the first of them was, after publishing began; negative if none was
 * @param lastEvictionSeconds when the last of them was, after publishing began; negative if none was
 */
public record LoadReport(
        String label,
        int connections,
        long published,
        long acknowledged,
        long expected,
        long delivered,
        long lost,
        long duplicated,
        long outOfOrder,
        long foreign,
        long gaps,
        long errors,
        @Nullable String firstError,
        int ended,
        @Nullable String endings,
        double seconds,
        double perSecond,
        double perMessage,
        double p50Micros,
        double p99Micros,
        double p999Micros,
        double maxMicros,
        double serverCpuMicros,
        double serverLoad,
        double generatorLoad,
        double othersLoad,
        double connectsPerSecond,
        double connectCpuMicros,
        double residentBytesPerConnection,
        double heapBytesPerConnection,
        int evicted,
        double firstEvictionSeconds,
        double lastEvictionSeconds) {

    /** Whether every message arrived once and in order at every subscriber that reads, and nobody complained. */
    public boolean flawless() {
        return lost == 0
                && duplicated == 0
                && outOfOrder == 0
                && foreign == 0
                && gaps == 0
                && errors == 0
                && ended == 0;
    }

    /** A few lines for people. */
    public String text() {
        return String.format(
                        Locale.ROOT,
                        """
                %s: %d connections, %d published, %d acknowledged
                  deliveries  %d of %d; lost %d, duplicated %d, out of order %d, foreign %d, gaps %d, errors %d, ended %d
                  rate        %.0f a second over %.1f s, %.2f a message
                  latency     p50 %.0f us, p99 %.0f us, p99.9 %.0f us, max %.0f us
                  server      %.2f us CPU a delivery, %.2f of a core; generator %.2f, others %.2f
                  connecting  %.0f a second, %.0f us CPU each
                  memory      %.1f kB resident, %.1f kB live heap a connection
                """,
                        label,
                        connections,
                        published,
                        acknowledged,
                        delivered,
                        expected,
                        lost,
                        duplicated,
                        outOfOrder,
                        foreign,
                        gaps,
                        errors,
                        ended,
                        perSecond,
                        seconds,
                        perMessage,
                        p50Micros,
                        p99Micros,
                        p999Micros,
                        maxMicros,
                        serverCpuMicros,
                        serverLoad,
                        generatorLoad,
                        othersLoad,
                        connectsPerSecond,
                        connectCpuMicros,
                        residentBytesPerConnection / 1e3,
                        heapBytesPerConnection / 1e3)
                + troubles();
    }

    private String troubles() {
        String stalls = evicted == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "  evicted     %d, the first after %.1f s, the last after %.1f s%n",
                        evicted,
                        firstEvictionSeconds,
                        lastEvictionSeconds);
        return stalls
                + (firstError == null ? "" : "  first error " + firstError + "\n")
                + (endings == null ? "" : "  endings     " + endings + "\n");
    }

    /** One JSON object with all components, in their order. */
    public String json() {
        return members().entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":" + value(member.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private Map<String, @Nullable Object> members() {
        var members = new LinkedHashMap<String, @Nullable Object>();
        for (var component : LoadReport.class.getRecordComponents()) {
            try {
                members.put(component.getName(), component.getAccessor().invoke(this));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return members;
    }

    private static String value(@Nullable Object value) {
        if (value instanceof Double number) {
            return String.format(Locale.ROOT, "%.3f", number);
        }
        return value instanceof String text ? quoted(text) : String.valueOf(value);
    }

    private static String quoted(String text) {
        var json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\' || c < ' ') {
                json.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        return json.append('"').toString();
    }
}
