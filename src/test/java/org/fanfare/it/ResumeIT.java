package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.fanfare.testkit.client.Message;
import org.fanfare.testkit.client.Publish;
import org.fanfare.testkit.client.Reply;
import org.fanfare.testkit.client.Subscription;
import org.fanfare.testkit.client.TestClient;
import org.fanfare.testkit.client.Transport;
import org.fanfare.testkit.client.WebSocketClient;
import org.fanfare.testkit.client.WebSocketLink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Resuming by cursor in a stream of {@value #EVENTS} events: nothing comes twice, nothing is missing, the order is
 * kept. The payload of each event is its number in the stream, from 1.
 */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResumeIT {
    private static final int EVENTS = 10_000;
    private static final int CUTS = 200;
    private static final int MID_REPLAY_CUTS = 60;

    private final String topic = Gateway.fresh("big");
    private final BulkPublisher publisher = new BulkPublisher(Gateway.base());
    /** The cursor before the first event, and after each. */
    private final List<String> cursors = new ArrayList<>(EVENTS + 1);

    /** Publishes the stream, and notes the cursor after each of its events. */
    @BeforeAll
    void publishStream() {
        try (TestClient reader = Transport.WEBSOCKET.client(Gateway.base())) {
            reader.subscribe(Subscription.to(topic)).accepted();
            cursors.add(reader.cursor());
            for (int n = 1; n <= EVENTS; n++) {
                publisher.send(topic, Integer.toString(n));
                if (n % 200 == 0) {
                    publisher.awaitAcks();
                    for (int taken = cursors.size(); taken <= n; taken++) {
                        assertEquals(taken, reader.event().number());
                        cursors.add(reader.cursor());
                    }
                }
            }
        }
    }

    @AfterAll
    void close() {
        publisher.close();
    }

    @ParameterizedTest
    @EnumSource(names = "WEBSOCKET_BATCH", mode = EnumSource.Mode.EXCLUDE)
    void aClientMayReconnectAfterEachEventOfAStream(Transport transport) {
        String live = Gateway.fresh("big");
        try (TestClient client = transport.client(Gateway.base())) {
            client.subscribe(Subscription.to(live)).accepted();
            for (int n = 1; n <= EVENTS; n++) {
                // Half of the events come while the client is away, half while it is coming back.
                publisher.send(live, Integer.toString(n));
                if (n % 2 == 0) {
                    publisher.awaitAcks();
                }
                client.resume();
                assertEquals(n, client.event().number());
                client.disconnect();
            }
        }
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @CsvSource({"WEBSOCKET, 1", "WEBSOCKET_BATCH, 2", "SSE, 3", "POLL, 4"})
    void afterAnyCutTheWholeRestIsReplayed(Transport transport, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int cut = 0; cut < CUTS; cut++) {
            int from = cut == 0 ? 0 : random.nextInt(EVENTS + 1);
            try (TestClient client = transport.client(Gateway.base())) {
                client.open(Subscription.to(topic).since(cursors.get(from)));
                for (int n = from + 1; n <= EVENTS; n++) {
                    assertEquals(n, client.event().number(), "after a cut at " + from);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @CsvSource({"WEBSOCKET, 11", "WEBSOCKET_BATCH, 12", "SSE, 13", "POLL, 14"})
    void aReplayThatIsCutGoesOnWhereItWas(Transport transport, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        try (TestClient client = transport.client(Gateway.base())) {
            client.open(Subscription.to(topic).since(cursors.get(0)));
            int taken = 0;
            for (int cut = 0; cut < MID_REPLAY_CUTS; cut++) {
                int until = taken + random.nextInt(2 * EVENTS / MID_REPLAY_CUTS / 3);
                while (taken < until) {
                    assertEquals(++taken, client.event().number());
                }
                client.disconnect();
                client.resume();
            }
            while (taken < EVENTS) {
                assertEquals(++taken, client.event().number());
            }
        }
    }

    @Test
    void aResumeWithinRetentionIsRecovered() {
        try (WebSocketClient client = new WebSocketClient(Gateway.base(), WebSocketLink.BATCH)) {
            Reply reply = client.subscribe(Subscription.to(topic).since(cursors.get(EVENTS - 500)))
                    .accepted();

            assertTrue(reply.data().getBoolean("recovered"));
            assertEquals(500, reply.data().getInt("replayed"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aResumeBeyondRetentionIsAGapAndThenWhatIsRetained(Transport transport) {
        String small = Gateway.fresh();
        try (TestClient client = transport.client(Gateway.base())) {
            client.subscribe(Subscription.to(small)).accepted();
            String before = client.cursor();
            client.disconnect();
            for (int n = 1; n <= 150; n++) {
                publisher.send(small, Integer.toString(n));
            }
            publisher.awaitAcks();

            client.open(Subscription.to(small).since(before));

            Message gap = client.take();
            assertEquals("gap", gap.type(), gap.raw());
            assertEquals("evicted", gap.text("reason"));
            assertEquals(small, gap.text("topic"));
            for (int n = 51; n <= 150; n++) {
                assertEquals(n, client.event().number());
            }
        }
    }

    @Test
    void theAckAfterAGapSaysThatTheRestIsNotRecovered() {
        String small = Gateway.fresh();
        try (WebSocketClient client = new WebSocketClient(Gateway.base(), WebSocketLink.PLAIN)) {
            client.subscribe(Subscription.to(small)).accepted();
            String before = client.cursor();
            for (int n = 1; n <= 150; n++) {
                publisher.send(small, Integer.toString(n));
            }
            publisher.awaitAcks();
            client.disconnect();

            Reply reply = client.subscribe(Subscription.to(small, topic).since(before))
                    .accepted();

            assertFalse(reply.data().getBoolean("recovered"));
            assertEquals(100, reply.data().getInt("replayed"));
        }
    }

    /** What else the connection does meanwhile does not carry a subscription past its own replay. */
    @Test
    void aSubscribeWithSinceHasACursorOfItsOwnUntilItsAck() {
        String live = Gateway.fresh();
        try (WebSocketLink link = WebSocketLink.open(Gateway.base(), "ws", WebSocketLink.PLAIN)) {
            link.send("{\"action\":\"subscribe\",\"topic\":\"" + live + "\",\"id\":1}");
            link.next("ack");
            link.send("{\"action\":\"subscribe\",\"topic\":\"" + topic + "\",\"since\":\"" + cursors.get(0)
                    + "\",\"id\":2}");
            for (int n = 1; n <= 50; n++) {
                assertEquals(n, link.next("data").number());
            }
        }
        publisher.send(live, "1");
        publisher.awaitAcks();

        try (TestClient client = Transport.WEBSOCKET.client(Gateway.base())) {
            client.subscribe(Subscription.to(topic).since(cursors.get(50))).accepted();
            for (int n = 51; n <= EVENTS; n++) {
                assertEquals(n, client.event().number());
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"21", "22", "23"})
    void aClientMayChangeTheTransportInMidStream(long seed) throws InterruptedException {
        int hops = 60;
        String live = Gateway.fresh("big");
        SplittableRandom random = new SplittableRandom(seed);
        Transport[] transports = Transport.values();
        TestClient client = Transport.WEBSOCKET.client(Gateway.base());
        client.subscribe(Subscription.to(live)).accepted();
        int last = hops * 50;
        Thread publishing = new Thread(() -> publishSlowly(live, last), "publisher");
        publishing.start();
        try {
            int taken = 0;
            for (int hop = 0; hop < hops; hop++) {
                int until = Math.min(last, taken + random.nextInt(90));
                while (taken < until) {
                    assertEquals(
                            ++taken,
                            client.event().number(),
                            "on " + client.getClass().getSimpleName());
                }
                String cursor = client.cursor();
                client.close();
                client = transports[random.nextInt(transports.length)].client(Gateway.base());
                client.open(Subscription.to(live).since(cursor));
            }
            while (taken < last) {
                assertEquals(++taken, client.event().number());
            }
        } finally {
            client.close();
            publishing.join();
        }
    }

    /** As fast as its acks come back, so that the clients live and replay in turn. */
    private static void publishSlowly(String topic, int last) {
        try (TestClient publisher = Transport.WEBSOCKET.client(Gateway.base())) {
            for (int n = 1; n <= last; n++) {
                publisher.publish(Publish.of(topic, Integer.toString(n))).accepted();
            }
        }
    }
}
