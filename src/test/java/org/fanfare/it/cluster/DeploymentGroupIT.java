package org.fanfare.it.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.fanfare.testkit.Until;
import org.fanfare.testkit.broker.OpenMqBroker;
import org.fanfare.testkit.client.Http;
import org.fanfare.testkit.client.Message;
import org.fanfare.testkit.client.Publish;
import org.fanfare.testkit.client.Subscription;
import org.fanfare.testkit.client.TestClient;
import org.fanfare.testkit.client.Transport;
import org.fanfare.testkit.server.FreePorts;
import org.fanfare.testkit.server.ParentWatch;
import org.fanfare.testkit.server.RunningDomain;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A deployment group of two instances, as {@code server-config/payara/README.md} tells to make one. */
@Tag("cluster")
@Tag("payara")
@Timeout(600)
@SuppressWarnings("NullAway.Init") // made before all tests
class DeploymentGroupIT {
    private static final Path PROJECT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Duration READY_LIMIT = Duration.ofSeconds(90);
    private static final int EVENTS = 100;
    private static final String CONFIG = "configs.config.fanfare-config";
    private static final Map<String, String> THE_GROUP =
            Map.of("NODE", "fanfare-node", "TARGET", "fanfare", "CONFIG", "fanfare-config");
    private static final List<Integer> PORTS = List.of(FreePorts.one(), FreePorts.one());

    private static OpenMqBroker broker;
    private static RunningDomain domain;

    @BeforeAll
    static void startTheGroup() {
        broker = OpenMqBroker.start("group-broker");
        domain = RunningDomain.fresh("group");
        domain.command("create-node-config --nodehost localhost --nodedir " + domain.path() + "/nodes --installdir "
                + PROJECT.resolve("target/payara6") + " fanfare-node");
        domain.script("deployment-group.sh", THE_GROUP);
        listenOnTheLoopbackAddress();
        domain.script("configure.sh", THE_GROUP);
        domain.script("remote-openmq.sh", THE_GROUP);
        domain.command("create-system-properties --target fanfare-config fanfare-broker.address=mqtcp\\://127.0.0.1\\:"
                + broker.port() + "/jms");
        domain.command("deploy --target fanfare " + PROJECT.resolve("target/fanfare.war"));
        domain.command("start-deployment-group fanfare");
    }

    /** Gives the instances ports that are free, and ends them with this JVM. */
    private static void listenOnTheLoopbackAddress() {
        String listener = CONFIG + ".network-config.network-listeners.network-listener.";
        domain.command("set " + listener + "http-listener-1.address=127.0.0.1 " + listener
                + "admin-listener.address=127.0.0.1 " + listener + "http-listener-2.enabled=false " + CONFIG
                + ".admin-service.jmx-connector.system.enabled=false " + CONFIG
                + ".hazelcast-config-specific-configuration.enabled=false");
        for (int instance = 0; instance < PORTS.size(); instance++) {
            domain.command("create-system-properties --target fanfare-" + (instance + 1) + " HTTP_LISTENER_PORT="
                    + PORTS.get(instance) + ":ASADMIN_LISTENER_PORT=" + FreePorts.one() + ":JMS_PROVIDER_PORT="
                    + FreePorts.one());
        }
        Path watch = ParentWatch.writeJar(domain.path().resolve("instance-watch.jar"));
        domain.command("create-jvm-options --target fanfare-config -javaagent\\:" + watch + "="
                + ProcessHandle.current().pid());
    }

    @AfterAll
    static void stopTheGroup() {
        domain.command("stop-deployment-group --kill=true fanfare");
        domain.close();
        broker.close();
    }

    private static URI base(int instance) {
        return URI.create("http://127.0.0.1:" + PORTS.get(instance) + "/fanfare/");
    }

    /** The two do not share one subscription, by which each would get half of the events. */
    @Test
    void eachInstanceGetsEachEventOnce() throws InterruptedException {
        for (int instance = 0; instance < PORTS.size(); instance++) {
            int each = instance;
            Until.holds("instance " + each + " is ready", READY_LIMIT, () -> answers(each));
        }
        List<TestClient> clients = List.of(
                Transport.WEBSOCKET.client(base(0)),
                Transport.WEBSOCKET.client(base(1)),
                Transport.SSE.client(base(0)),
                Transport.SSE.client(base(1)));
        clients.forEach(client -> client.subscribe(Subscription.to("group.one")).accepted());

        Set<String> published = new HashSet<>();
        for (int i = 0; i < EVENTS; i++) {
            published.add(new Http(base(i % PORTS.size()))
                    .publish(Publish.of("group.one", Integer.toString(i)))
                    .eventId());
        }

        for (TestClient client : clients) {
            List<Message> got = client.events(EVENTS);
            assertEquals(published, got.stream().map(Message::id).collect(Collectors.toSet()));
            client.close();
        }
    }

    private static boolean answers(int instance) {
        try {
            return new Http(base(instance)).get("api/poll?topic=ready&wait=0").statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }
}
