package org.fanfare.it.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.fanfare.testkit.Until;
import org.fanfare.testkit.client.Http;
import org.fanfare.testkit.client.JsonText;
import org.fanfare.testkit.client.Message;
import org.fanfare.testkit.client.Publish;
import org.fanfare.testkit.client.Reply;
import org.fanfare.testkit.client.Subscription;
import org.fanfare.testkit.client.TestClient;
import org.fanfare.testkit.client.Transport;
import org.fanfare.testkit.cluster.Nodes;
import org.fanfare.testkit.cluster.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes around a broker behave as one gateway, over every transport. */
@Tag("cluster")
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(180)
@SuppressWarnings("NullAway.Init") // made before all tests
abstract class ClusterConformance {
    private static final int EVENTS = 60;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final AtomicInteger TOPICS = new AtomicInteger();

    private Stage stage;
    private String topic;

    /** Starts the broker and the nodes. */
    abstract Stage open() throws InterruptedException;

    @BeforeAll
    void start() throws InterruptedException {
        stage = open();
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @BeforeEach
    void nameATopic() {
        topic = "cluster.t" + TOPICS.incrementAndGet();
    }

    private int nodes() {
        return stage.nodes().count();
    }

    private URI base(int node) {
        return stage.nodes().base(node);
    }

    /** Publishes a number on a node, and returns the event's id. */
    private String publish(int node, int number) {
        return new Http(base(node))
                .publish(Publish.of(topic, Integer.toString(number)))
                .eventId();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void whatIsPublishedOnAnyNodeReachesEveryNodeInTheOrderOfItsOrigin(Transport transport) {
        List<TestClient> clients = IntStream.range(0, nodes())
                .mapToObj(node -> transport.client(base(node)))
                .toList();
        clients.forEach(client -> client.subscribe(Subscription.to(topic)).accepted());

        Set<String> published = new HashSet<>();
        for (int i = 0; i < EVENTS; i++) {
            published.add(publish(i % nodes(), i));
        }

        for (TestClient client : clients) {
            List<Message> got = client.events(EVENTS);
            Map<Integer, Integer> newest = new HashMap<>();
            for (Message event : got) {
                assertTrue(published.contains(event.id()), event.raw());
                Integer before = newest.put(event.number() % nodes(), event.number());
                assertTrue(before == null || before < event.number(), before + " before " + event.number());
            }
            assertEquals(EVENTS, got.stream().map(Message::id).distinct().count());
            client.close();
        }
    }

    @Test
    void aPollerThatGoesRoundTheNodesSeesEachEventExactlyOnce() {
        List<String> published = new ArrayList<>();
        List<String> got = new ArrayList<>();
        String cursor = poll(0, "").getString("cursor");

        for (int turn = 0; turn < 4 * EVENTS && got.size() < EVENTS; turn++) {
            if (published.size() < EVENTS) {
                published.add(publish(turn % nodes(), turn));
            }
            var answer = poll((turn + 1) % nodes(), "&since=" + cursor);
            assertFalse(answer.containsKey("gap"), answer.toString());
            answer.getJsonArray("events")
                    .forEach(event -> got.add(event.asJsonObject().getString("id")));
            cursor = answer.getString("cursor");
        }

        assertEquals(Set.copyOf(published), Set.copyOf(got));
        assertEquals(published.size(), got.size());
    }

    private JsonObject poll(int node, String since) {
        return JsonText.object(new Http(base(node))
                .get("api/poll?wait=1&topic=" + topic + since)
                .body());
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aClientResumesOnAnotherNode(Transport transport) throws InterruptedException {
        TestClient here = transport.client(base(0));
        here.subscribe(Subscription.to(topic)).accepted();
        publish(1, 1);
        assertEquals(1, here.event().number());
        String cursor = here.cursor();
        here.close();
        publish(0, 2);
        publish(nodes() - 1, 3);
        awaitEvents(1, 3);

        TestClient there = transport.client(base(1));
        there.open(Subscription.to(topic).since(cursor));

        List<Integer> got = there.events(2).stream().map(Message::number).toList();
        assertEquals(Set.of(2, 3), Set.copyOf(got));
        there.close();
    }

    /** Waits until a node's history has so many events of the topic. */
    private void awaitEvents(int node, int count) throws InterruptedException {
        Until.holds(
                "node " + node + " has " + count + " events",
                LIMIT,
                () -> new Http(base(node))
                                .history(topic, 100)
                                .json()
                                .getJsonArray("events")
                                .size()
                        == count);
    }

    @Test
    void oneKeyOnEveryNodeIsOneEvent() {
        Publish keyed = Publish.of(topic, "1").key("k1");
        String id = new Http(base(0)).publish(keyed).eventId();

        for (int node = 1; node < nodes(); node++) {
            Reply again = new Http(base(node)).publish(keyed);
            assertEquals(id, again.eventId());
            assertTrue(again.duplicate(), again.toString());
        }
    }

    @Test
    void aNodeThatIsStartedAgainHasWhatWasPublishedBefore() throws InterruptedException {
        Nodes nodes = stage.nodes();
        int node = nodes.count() - 1;
        TestClient client = Transport.WEBSOCKET.client(base(node));
        client.subscribe(Subscription.to(topic)).accepted();
        publish(node, 1);
        assertEquals(1, client.event().number());
        String cursor = client.cursor();
        client.close();

        nodes.stop(node);
        publish(0, 2);
        nodes.startAgain(node);

        TestClient again = Transport.WEBSOCKET.client(base(node));
        Reply resumed = again.subscribe(Subscription.to(topic).since(cursor)).accepted();
        assertTrue(resumed.data().getBoolean("recovered"), resumed.toString());
        assertEquals(2, again.event().number());
        again.close();
    }
}
