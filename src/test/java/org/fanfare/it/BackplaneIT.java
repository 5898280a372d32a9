package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.fanfare.testkit.Until;
import org.fanfare.testkit.server.FanfareServer;
import org.fanfare.testkit.server.FreePorts;
import org.fanfare.testkit.server.Product;
import org.fanfare.testkit.server.ServerSetup;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server uses as its backplane, as its configuration is. */
@Timeout(600)
class BackplaneIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String WITHOUT_MESSAGING = Path.of("src/test/resources/wildfly/without-messaging.cli")
            .toAbsolutePath()
            .toString();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void aServerWithoutMessagingRunsAlone() throws Exception {
        String withoutMessaging = Product.chosen() == Product.PAYARA ? "undo-configure.sh" : WITHOUT_MESSAGING;
        try (FanfareServer server = FanfareServer.named("without-messaging")
                .configuredBy(withoutMessaging)
                .start()) {
            assertTrue(logOf(server).contains("FF1002 backplane: local"));
            assertEquals(202, publish(server, "it.alone", "1"));
            assertEquals(200, readiness(server));
        }
    }

    @Test
    @Tag("wildfly")
    void theBrokersInsideTwoServersPassTheMessagesToEachOther() throws Exception {
        int[] ports = {FreePorts.one(), FreePorts.one()};
        try (FanfareServer first = clustered("inside-1", ports[0], ports[1]).start();
                FanfareServer second = clustered("inside-2", ports[1], ports[0]).start()) {
            awaitPeer(first);
            awaitPeer(second);

            assertEquals(202, publish(first, "it.inside", "\"from the first\""));
            assertEquals(202, publish(second, "it.inside", "\"from the second\""));

            for (FanfareServer each : new FanfareServer[] {first, second}) {
                Until.holds("both", LIMIT, () -> {
                    String past = get(each.http().resolve("api/topics/it.inside/history"))
                            .body();
                    return past.contains("from the first") && past.contains("from the second");
                });
            }
        }
    }

    private static ServerSetup clustered(String name, int port, int peer) {
        return FanfareServer.named(name)
                .ports(port, FreePorts.one())
                .configuredBy("clustered-brokers.cli")
                .property("fanfare-peer.host", "127.0.0.1")
                .property("fanfare-peer.port", Integer.toString(peer))
                .property("fanfare-cluster.password", "secret");
    }

    private void awaitPeer(FanfareServer server) throws InterruptedException {
        Until.holds(
                "a peer",
                LIMIT,
                () -> get(server.health().resolve("ready")).body().matches("(?s).*\"peers\" ?: ?1\\b.*"));
    }

    private int readiness(FanfareServer server) throws InterruptedException {
        Until.holds("ready", LIMIT, () -> get(server.health().resolve("ready")).statusCode() == 200);
        return 200;
    }

    private int publish(FanfareServer server, String topic, String payload) throws Exception {
        var request = HttpRequest.newBuilder(server.http().resolve("api/topics/" + topic))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(payload))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private HttpResponse<String> get(URI address) {
        try {
            return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String logOf(FanfareServer server) throws IOException {
        return Files.readString(server.log());
    }
}
