package org.fanfare.testkit.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.fanfare.testkit.broker.ArtemisBroker;
import org.fanfare.testkit.broker.Broker;
import org.fanfare.testkit.broker.TcpProxy;
import org.fanfare.testkit.server.FanfareServer;
import org.fanfare.testkit.server.Product;
import org.fanfare.testkit.server.ServerSetup;

/** A broker and nodes, each of which reaches it by a way of its own that can be cut. Used by one thread. */
public final class Stage implements AutoCloseable {
    /**
     * So much is retained, and for so long, that nothing in these tests is evicted before its clients have it. A client may
     * fall behind by a second, since its replays go on in pieces of half of that.
     */
    private static final Map<String, String> SETTINGS = Map.of(
            "fanfare.history.count", "1000000",
            "fanfare.history.age", "3m",
            "fanfare.log.max-bytes", "256MiB",
            "fanfare.outbox.max-events", "2048",
            "fanfare.outbox.max-bytes", "1MiB",
            "fanfare.heartbeat.interval", "2s",
            "fanfare.telemetry.enabled", "false");

    /** Settings for nodes whose clocks are one: they can prove cursors of each other soon after their start. */
    public static final Map<String, String> QUICKLY = Map.of("fanfare.cursor.max-clock-skew", "2s");

    private final Broker broker;
    private final List<TcpProxy> ways = new ArrayList<>();
    private final Nodes nodes;

    private Stage(String name, Broker broker, List<Product> products, Map<String, String> settings)
            throws InterruptedException {
        this.broker = broker;
        try {
            List<ServerSetup> setups = new ArrayList<>();
            for (int node = 0; node < products.size(); node++) {
                TcpProxy way = TcpProxy.to(broker.port());
                ways.add(way);
                setups.add(broker.reachedBy(
                                way.port(),
                                FanfareServer.named(name + "-" + node).on(products.get(node)))
                        .jvmArgs("-Xms256m", "-Xmx640m")
                        .properties(SETTINGS)
                        .properties(settings));
            }
            nodes = Nodes.start(setups);
        } catch (RuntimeException | InterruptedException e) {
            ways.forEach(TcpProxy::close);
            broker.close();
            throw e;
        }
    }

    /**
     * Starts nodes of the chosen product and an Artemis broker, and returns when all nodes are ready.
     *
     * @param name names the directories under {@code target/it}
     * @param settings added to those of all stages
     */
    public static Stage start(String name, int nodes, Map<String, String> settings) throws InterruptedException {
        return start(
                name, ArtemisBroker.start(name + "-broker", 0), Collections.nCopies(nodes, Product.chosen()), settings);
    }

    /**
     * Starts a node of each product, and returns when all are ready.
     *
     * @param broker closed with the stage, or if this fails
     */
    public static Stage start(String name, Broker broker, List<Product> products, Map<String, String> settings)
            throws InterruptedException {
        return new Stage(name, broker, products, settings);
    }

    /** The broker. */
    public Broker broker() {
        return broker;
    }

    /** The broker, where it is an Artemis broker. */
    public ArtemisBroker artemis() {
        return (ArtemisBroker) broker;
    }

    /** The nodes. */
    public Nodes nodes() {
        return nodes;
    }

    /** The way of a node to the broker. */
    public TcpProxy way(int node) {
        return ways.get(node);
    }

    /** Lets a fault last. */
    public static void last(Duration time) throws InterruptedException {
        new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        nodes.close();
        ways.forEach(TcpProxy::close);
        broker.close();
    }
}
