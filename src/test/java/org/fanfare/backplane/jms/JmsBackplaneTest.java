package org.fanfare.backplane.jms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.fanfare.event.Ticker;
import org.fanfare.hub.Backplane;
import org.fanfare.hub.BackplaneException;
import org.fanfare.testkit.Until;
import org.fanfare.testkit.broker.EmbeddedBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real broker inside this JVM. */
@Timeout(60)
class JmsBackplaneTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(60);

    private final EmbeddedBroker broker = new EmbeddedBroker();
    private final List<Node> nodes = new ArrayList<>();

    /** A backplane and what it heard. */
    private final class Node {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final JmsBackplane backplane = new JmsBackplane(
                Thread::new,
                new JmsObjects(broker.factory(), broker.factory(), EmbeddedBroker.TOPIC, null),
                TIME_TO_LIVE,
                Ticker.system());

        private Node() {
            nodes.add(this);
            backplane.start(this::hear);
        }

        private void hear(byte[] message) {
            String text = new String(message, UTF_8);
            heard.add(text);
            if (text.equals("fault")) {
                throw new IllegalStateException("a message that breaks its receiver");
            }
        }

        private void send(String text) throws BackplaneException {
            backplane.send(text.getBytes(UTF_8));
        }

        private boolean sends(String text) {
            try {
                send(text);
                return true;
            } catch (BackplaneException notYet) {
                return false;
            }
        }

        private String next() throws InterruptedException {
            return String.valueOf(heard.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
        }

        private Node await(Backplane.State state) throws InterruptedException {
            Until.holds(state.toString(), LIMIT, () -> backplane.state() == state);
            return this;
        }
    }

    @BeforeEach
    void startTheBroker() {
        broker.start();
    }

    @AfterEach
    void stopAll() {
        nodes.forEach(node -> node.backplane.close());
        broker.close();
    }

    private Node connected() throws InterruptedException {
        return new Node().await(Backplane.State.UP);
    }

    @Test
    void everyNodeHearsEveryMessageInTheSendersOrderItsOwnToo() throws Exception {
        Node a = connected();
        Node b = connected();
        List<String> sent = IntStream.range(0, 200).mapToObj(i -> "a" + i).toList();

        for (String each : sent) {
            a.send(each);
        }

        for (String each : sent) {
            assertEquals(each, a.next());
            assertEquals(each, b.next());
        }
    }

    @Test
    void aMessageOfAMegabyteArrivesWhole() throws Exception {
        Node a = connected();
        String large = "x".repeat(1 << 20);

        a.send(large);

        assertEquals(large, a.next());
    }

    @Test
    void itIsDownWithoutABrokerAndConnectsWhenThereIsOneAgain() throws Exception {
        Node a = connected();

        broker.stop();
        a.await(Backplane.State.DOWN);
        assertThrows(BackplaneException.class, () -> a.send("lost"));
        broker.start();
        a.await(Backplane.State.UP);
        Until.holds("sent", LIMIT, () -> a.sends("back"));

        assertEquals("back", a.next());
    }

    @Test
    void itStartsWithoutABroker() throws Exception {
        broker.stop();
        Node a = new Node();
        BackplaneException fault = assertThrows(BackplaneException.class, () -> a.send("lost"));

        broker.start();
        a.await(Backplane.State.UP);
        Until.holds("sent", LIMIT, () -> a.sends("first"));

        assertFalse(fault.isRefused());
        assertEquals("first", a.next());
    }

    @Test
    void aRenewedSubscriptionIsAnother() throws Exception {
        Node a = connected();
        List<String> before = broker.subscriptions();

        a.backplane.renew();
        Until.holds(
                "another subscription",
                LIMIT,
                () -> !broker.subscriptions().equals(before)
                        && broker.subscriptions().size() == 1);
        a.await(Backplane.State.UP);
        a.send("after");

        assertNotEquals(before, broker.subscriptions());
        assertEquals("after", a.next());
    }

    @Test
    void aSubscriptionThatIsDroppedAtTheBrokerIsMadeAnewByRenewing() throws Exception {
        Node a = connected();

        broker.dropSubscriptions();
        a.backplane.renew();
        Until.holds("a subscription", LIMIT, () -> broker.subscriptions().size() == 1);
        a.send("after");

        assertEquals("after", a.next());
    }

    @Test
    void whatIsNoMessageOfANodeIsDroppedAndCounted() throws Exception {
        Node a = connected();

        try (JMSContext stranger = broker.factory().createContext()) {
            stranger.createProducer().send(EmbeddedBroker.TOPIC, "text");
            stranger.createProducer().send(EmbeddedBroker.TOPIC, stranger.createMessage());
        }
        a.send("after");

        assertEquals("after", a.next());
        assertEquals(2, a.backplane.foreignMessages());
    }

    @Test
    void aFaultInTheReceiverDoesNotEndIt() throws Exception {
        Node a = connected();

        a.send("fault");
        a.send("after");

        assertEquals("fault", a.next());
        assertEquals("after", a.next());
        assertEquals(Backplane.State.UP, a.backplane.state());
    }

    @Test
    void messagesAreNotPersistentAndExpire() throws Exception {
        try (JMSContext observer = broker.factory().createContext();
                var consumer = observer.createConsumer(EmbeddedBroker.TOPIC)) {
            connected().send("event");

            Message message = consumer.receive(LIMIT.toMillis());

            assertEquals(DeliveryMode.NON_PERSISTENT, message.getJMSDeliveryMode());
            assertTrue(message.getJMSExpiration() > 0);
            assertEquals(0, message.getJMSTimestamp());
        }
    }

    @Test
    void closingEndsTheSubscription() throws Exception {
        Node a = connected();

        a.backplane.close();

        assertEquals(List.of(), broker.subscriptions());
        assertEquals(Backplane.State.DOWN, a.backplane.state());
        assertThrows(BackplaneException.class, () -> a.send("late"));
    }
}
