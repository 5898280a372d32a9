package org.fanfare.testkit.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.fanfare.testkit.broker.ArtemisBroker;
import org.fanfare.testkit.broker.Broker;
import org.fanfare.testkit.broker.OpenMqBroker;

/**
 * The command that runs a cluster: starts a broker and two nodes of the chosen product, prints the pages' addresses when they are served, and stops all
 * three when this JVM is asked to end.
 */
public final class RunCluster {
    private static final int SECOND = 100;

    private RunCluster() {}

    /** Runs until either node ends; further {@code fanfare.*} system properties of this JVM reach both. */
    public static void main(String[] args) {
        int port = Integer.getInteger(RunFanfare.PORT, 8080);
        int managementPort =
                Integer.getInteger(RunFanfare.MANAGEMENT_PORT, Product.chosen().managementPort());
        for (int more : new int[] {0, SECOND}) {
            RunFanfare.requireFree(port + more, RunFanfare.PORT);
            RunFanfare.requireFree(managementPort + more, RunFanfare.MANAGEMENT_PORT);
        }
        try {
            Broker broker = Product.chosen() == Product.PAYARA
                    ? OpenMqBroker.start("cluster-broker")
                    : ArtemisBroker.start("cluster-broker", 0);
            var first = start(broker, port, managementPort);
            var second = start(broker, port + SECOND, managementPort + SECOND);
            tell(broker, first.join(), second.join());
            CompletableFuture.anyOf(ended(first.join()), ended(second.join())).join();
        } catch (IllegalStateException e) {
            throw RunFanfare.exit(String.valueOf(e.getMessage()));
        } catch (CompletionException e) {
            throw RunFanfare.exit(String.valueOf(e.getCause()));
        }
    }

    private static CompletableFuture<FanfareServer> start(Broker broker, int port, int managementPort) {
        ServerSetup setup = broker.reachedBy(broker.port(), FanfareServer.named("cluster-" + port))
                .ports(port, managementPort)
                .properties(RunFanfare.settings());
        return CompletableFuture.supplyAsync(setup::start, command -> new Thread(command, setup.name()).start());
    }

    private static CompletableFuture<?> ended(FanfareServer node) {
        return ProcessHandle.of(node.pid())
                .<CompletableFuture<?>>map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    private static void tell(Broker broker, FanfareServer first, FanfareServer second) {
        System.out.printf(
                "%n  Fanfare is live on two nodes, with a broker at port %d:%n    %s  log: %s%n    %s  log: %s%n"
                        + "  Ctrl-C stops all three.%n%n",
                broker.port(), page(first), first.log(), page(second), second.log());
        System.out.flush();
    }

    private static String page(FanfareServer node) {
        return "http://localhost:" + node.http().getPort() + "/fanfare/";
    }
}
