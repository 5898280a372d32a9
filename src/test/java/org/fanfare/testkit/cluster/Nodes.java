package org.fanfare.testkit.cluster;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.fanfare.testkit.Until;
import org.fanfare.testkit.client.Http;
import org.fanfare.testkit.client.JsonText;
import org.fanfare.testkit.server.FanfareServer;
import org.fanfare.testkit.server.FreePorts;
import org.fanfare.testkit.server.ServerSetup;

/**
 * The nodes of a cluster, each a server that keeps its ports when it is started again. Faults are injected by one
 * thread; addresses may be asked by any.
 */
public final class Nodes implements Addresses, AutoCloseable {
    private static final int STARTS_PER_NODE = 1_000;
    private static final Duration READY_LIMIT = Duration.ofSeconds(90);

    private final List<ServerSetup> setups = new ArrayList<>();
    private final AtomicReferenceArray<FanfareServer> servers;
    private final AtomicIntegerArray starts;
    private final Set<Integer> ended = ConcurrentHashMap.newKeySet();

    private Nodes(List<ServerSetup> setups) {
        for (ServerSetup setup : setups) {
            this.setups.add(setup.ports(FreePorts.one(), FreePorts.one()));
        }
        servers = new AtomicReferenceArray<>(setups.size());
        starts = new AtomicIntegerArray(setups.size());
    }

    /** Starts all at once, and returns when all are ready and can resume each other's clients. */
    static Nodes start(List<ServerSetup> setups) throws InterruptedException {
        Nodes nodes = new Nodes(setups);
        try {
            List<CompletableFuture<Void>> starting = IntStream.range(0, setups.size())
                    .mapToObj(node -> CompletableFuture.runAsync(() -> nodes.start(node)))
                    .toList();
            starting.forEach(CompletableFuture::join);
            for (int node = 0; node < setups.size(); node++) {
                nodes.awaitReady(node);
            }
            nodes.awaitProof();
            return nodes;
        } catch (RuntimeException | InterruptedException e) {
            nodes.close();
            throw e;
        }
    }

    private void start(int node) {
        servers.set(node, setups.get(node).start());
    }

    /** Starts a node again, and returns when it is ready. */
    public void startAgain(int node) throws InterruptedException {
        starts.incrementAndGet(node);
        start(node);
        awaitReady(node);
    }

    /** Waits until a node takes clients. */
    public void awaitReady(int node) throws InterruptedException {
        Until.holds("node " + node + " is ready; see " + server(node).log(), READY_LIMIT, () -> answersPolls(node));
    }

    private boolean answersPolls(int node) {
        try {
            return poll(node, "").statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private HttpResponse<String> poll(int node, String since) {
        return new Http(base(node)).get("api/poll?topic=ready&wait=0" + since);
    }

    /**
     * Waits until each node can tell what a cursor of another one lacks that names no number of its own, as a run that starts
     * later meets them: for as long as the clocks may lie apart, what was handed out just after the first start might be from before it
     * (R8).
     */
    private void awaitProof() throws InterruptedException {
        for (int node = 0; node < count(); node++) {
            int to = node;
            int from = (node + 1) % count();
            Until.holds("node " + to + " proves cursors of " + from, READY_LIMIT, () -> {
                String cursor = JsonText.object(poll(from, "").body()).getString("cursor");
                return !poll(to, "&since=" + stampOf(cursor)).body().contains("\"gap\"");
            });
        }
    }

    /** The cursor without any number of a node. */
    private static String stampOf(String cursor) {
        return cursor.substring(cursor.lastIndexOf('_') + 1);
    }

    /** Ends a node's server without giving it time for anything. What was promised to nobody there may end with it. */
    public void kill(int node) {
        ended.add(place(node));
        server(node).kill();
    }

    /** Stops a node's server as an administrator would. */
    public void stop(int node) {
        server(node).stop();
    }

    /** Stops a node's server where it stands, until {@link #thaw}. */
    public void freeze(int node) {
        Signals.freeze(server(node).pid());
    }

    /** Lets a node's server go on. */
    public void thaw(int node) {
        Signals.thaw(server(node).pid());
    }

    /** Notes that a node's run has to end although its server goes on. */
    public void runEnds(int node) {
        ended.add(place(node));
    }

    /** The places where a run had to end. */
    public Set<Integer> endedPlaces() {
        return ended;
    }

    /** The present server of a node. */
    public FanfareServer server(int node) {
        return servers.get(node);
    }

    @Override
    public int count() {
        return setups.size();
    }

    @Override
    public URI base(int node) {
        return URI.create("http://127.0.0.1:" + setups.get(node).httpPort() + "/fanfare/");
    }

    @Override
    public int place(int node) {
        return node * STARTS_PER_NODE + starts.get(node);
    }

    @Override
    public void close() {
        for (int node = 0; node < setups.size(); node++) {
            if (servers.get(node) != null) {
                servers.get(node).kill();
            }
        }
    }
}
