package org.fanfare.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.fanfare.testkit.Until;
import org.fanfare.testkit.broker.ArtemisBroker;
import org.fanfare.testkit.server.FanfareServer;

/** A broker and two nodes, each a process of its own. Used by one thread. */
final class ClusterStage implements AutoCloseable {
    /**
     * Members over HTTP that do nothing are there for long. The namespace {@code kept} retains all that the benchmark publishes there, and a subscriber may be behind by all that is under way,
     * because it shares its cores with the nodes. All other settings are Fanfare's own.
     */
    private static final Map<String, String> SETTINGS = Map.of(
            "fanfare.namespace.kept.history-count", "1000000",
            "fanfare.namespace.kept.history-age", "1h",
            "fanfare.presence.timeout", "10m",
            "fanfare.log.max-bytes", "256MiB",
            "fanfare.outbox.max-events", "4096",
            "fanfare.outbox.max-bytes", "4MiB");

    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final int READ_MILLIS = 5_000;

    private final ArtemisBroker broker;
    private final List<FanfareServer> nodes;

    private ClusterStage(ArtemisBroker broker, List<FanfareServer> nodes) {
        this.broker = broker;
        this.nodes = nodes;
    }

    /** Starts everything, and returns when both nodes are ready and know each other. */
    static ClusterStage start() throws InterruptedException {
        ArtemisBroker broker = ArtemisBroker.start("bench-broker", 0);
        List<CompletableFuture<FanfareServer>> starting = Stream.of("bench-a", "bench-b")
                .map(name -> CompletableFuture.supplyAsync(() -> start(name, broker)))
                .toList();
        var stage = new ClusterStage(
                broker, starting.stream().map(CompletableFuture::join).toList());
        for (FanfareServer node : stage.nodes) {
            Until.holds("a node knows the other; see " + node.log(), READY_LIMIT, () -> isReady(node, 1));
        }
        return stage;
    }

    private static FanfareServer start(String name, ArtemisBroker broker) {
        return FanfareServer.named(name)
                .broker(broker.port())
                .properties(SETTINGS)
                .jvmArgs("-Xmx1g")
                .start();
    }

    /** Starts one more node and returns when it is ready; the caller closes it. */
    FanfareServer join(String name) throws InterruptedException {
        FanfareServer node = start(name, broker);
        Until.holds("the node is ready; see " + node.log(), READY_LIMIT, () -> isReady(node, nodes.size()));
        return node;
    }

    private static boolean isReady(FanfareServer node, int peers) {
        try {
            var health =
                    (HttpURLConnection) node.health().resolve("ready").toURL().openConnection();
            health.setConnectTimeout(READ_MILLIS);
            health.setReadTimeout(READ_MILLIS);
            try (InputStream body = health.getInputStream()) {
                String text = new String(body.readAllBytes(), UTF_8).replaceAll("\\s", "");
                return text.contains("\"peers\":" + peers);
            }
        } catch (IOException notYet) {
            return false;
        }
    }

    ArtemisBroker broker() {
        return broker;
    }

    List<FanfareServer> nodes() {
        return nodes;
    }

    /** The ports of the nodes' applications. */
    List<Integer> ports() {
        return nodes.stream().map(node -> node.http().getPort()).toList();
    }

    @Override
    public void close() {
        nodes.forEach(FanfareServer::close);
        broker.close();
    }
}
