package org.fanfare.ingress.telemetry;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.fanfare.event.Publication;
import org.fanfare.event.Ticker;
import org.fanfare.hub.HubCounts;
import org.fanfare.topic.Topic;

/**
 * Publishes what this server tells about itself under {@code server.NODE}: the topics {@code cpu}, {@code heap}, {@code gc},
 * {@code threads}, {@code connections} and {@code deliveries}. Runs in one thread at a time.
 */
public final class TelemetryFeed {
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long SILENCE_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Supplier<String> node;
    private final Consumer<Publication> publish;
    private final Supplier<HubCounts> counts;
    private final Supplier<Vitals> vitals;
    private final Ticker ticker;

    private Vitals lastVitals;
    private HubCounts lastCounts;
    private long lastNanos;
    private boolean failedBefore;
    private long failedNanos;

    /**
     * Creates a feed that publishes when it is told to.
     *
     * @param node gives the name of this run of this node
     */
    public TelemetryFeed(
            Supplier<String> node, Consumer<Publication> publish, Supplier<HubCounts> counts, Ticker ticker) {
        this(node, publish, counts, ticker, new ProcessVitals());
    }

    TelemetryFeed(
            Supplier<String> node,
            Consumer<Publication> publish,
            Supplier<HubCounts> counts,
            Ticker ticker,
            Supplier<Vitals> vitals) {
        this.node = node;
        this.publish = publish;
        this.counts = counts;
        this.vitals = vitals;
        this.ticker = ticker;
        this.lastVitals = vitals.get();
        this.lastCounts = counts.get();
        this.lastNanos = ticker.nanos();
    }

    /** Publishes one reading, with what has happened since the last. A failure is logged, at most once in ten minutes, and ends nothing. */
    public void tick() {
        try {
            publishReading();
        } catch (RuntimeException failure) {
            // The outermost frame of a periodic task: what it throws would end the period.
            if (!failedBefore || ticker.nanos() - failedNanos >= SILENCE_NANOS) {
                failedBefore = true;
                failedNanos = ticker.nanos();
                TelemetryLog.failed(failure);
            }
        }
    }

    private void publishReading() {
        Vitals now = vitals.get();
        HubCounts nowCounts = counts.get();
        long nanos = ticker.nanos();
        Vitals before = lastVitals;
        HubCounts beforeCounts = lastCounts;
        double seconds = (double) Math.max(1, nanos - lastNanos) / NANOS_PER_SECOND;
        lastVitals = now;
        lastCounts = nowCounts;
        lastNanos = nanos;
        if (now.processCpu() >= 0 && now.systemCpu() >= 0) {
            say("cpu", Readings.cpu(now));
        }
        say("heap", Readings.heap(now));
        say("gc", Readings.gc(before, now));
        say("threads", Readings.threads(now));
        say("connections", Readings.connections(nowCounts));
        say("deliveries", Readings.deliveries(beforeCounts, nowCounts, seconds));
    }

    private void say(String name, String payload) {
        publish.accept(Publication.of(new Topic("server." + node.get() + "." + name), payload));
    }
}
