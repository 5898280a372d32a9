package org.fanfare.ingress.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.fanfare.event.Publication;
import org.fanfare.hub.HubCounts;
import org.fanfare.testkit.ManualTicker;
import org.junit.jupiter.api.Test;

class TelemetryFeedTest {
    private static final Vitals AT_START = new Vitals(0.5, 0.75, 2, 1000, 2000, 4000, 7, 70, 40, 44);

    private final ManualTicker ticker = new ManualTicker();
    private final List<Publication> published = new ArrayList<>();
    private Vitals vitals = AT_START;
    private HubCounts counts = new HubCounts(100, 5000, 3, 2, 1);

    @Test
    void aReadingSaysWhatThisServerDoes() {
        TelemetryFeed feed = feed();
        vitals = new Vitals(0.12345, 1, 2, 1500, 2000, 4000, 9, 95, 41, 45);
        counts = new HubCounts(120, 25_000, 4, 3, 0);

        ticker.advance(Duration.ofSeconds(2));
        feed.tick();

        assertEquals(
                List.of(
                        "server.k3f9q2ab.cpu {\"process\":0.123,\"system\":1.0,\"cores\":2}",
                        "server.k3f9q2ab.heap {\"used\":1500,\"committed\":2000,\"max\":4000}",
                        "server.k3f9q2ab.gc {\"pauses\":2,\"millis\":25}",
                        "server.k3f9q2ab.threads {\"live\":41,\"peak\":45}",
                        "server.k3f9q2ab.connections {\"websocket\":4,\"sse\":3,\"poll\":0}",
                        "server.k3f9q2ab.deliveries {\"per_second\":10000,\"events_per_second\":10}"),
                said());
    }

    @Test
    void ratesAreOfTheTimeSinceTheLastReading() {
        TelemetryFeed feed = feed();
        ticker.advance(Duration.ofSeconds(1));
        feed.tick();
        published.clear();
        counts = new HubCounts(101, 5500, 3, 2, 1);

        ticker.advance(Duration.ofMillis(500));
        feed.tick();

        assertTrue(said().contains("server.k3f9q2ab.deliveries {\"per_second\":1000,\"events_per_second\":2}"));
        assertTrue(said().contains("server.k3f9q2ab.gc {\"pauses\":0,\"millis\":0}"));
    }

    @Test
    void anUnknownLoadIsNotPublished() {
        TelemetryFeed feed = feed();
        vitals = new Vitals(-1, 0.5, 2, 1000, 2000, 4000, 7, 70, 40, 44);

        feed.tick();

        assertTrue(said().stream().noneMatch(line -> line.contains(".cpu ")));
        assertEquals(5, published.size());
    }

    @Test
    void aFailureEndsNothing() {
        AtomicInteger calls = new AtomicInteger();
        TelemetryFeed feed = new TelemetryFeed(
                () -> "k3f9q2ab",
                publication -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new IllegalStateException("full");
                    }
                    published.add(publication);
                },
                () -> counts,
                ticker,
                () -> vitals);

        feed.tick();
        feed.tick();

        assertEquals(6, published.size());
    }

    @Test
    void thisProcessHasVitals() {
        Vitals own = new ProcessVitals().get();

        assertTrue(own.heapUsedBytes() > 0 && own.heapUsedBytes() <= own.heapMaxBytes(), own.toString());
        assertTrue(own.threads() > 0 && own.threads() <= own.peakThreads(), own.toString());
        assertTrue(own.cores() > 0 && own.processCpu() <= 1 && own.systemCpu() <= 1, own.toString());
    }

    private TelemetryFeed feed() {
        return new TelemetryFeed(() -> "k3f9q2ab", published::add, () -> counts, ticker, () -> vitals);
    }

    private List<String> said() {
        return published.stream()
                .map(publication -> publication.topic() + " " + publication.payload())
                .toList();
    }
}
