package org.fanfare.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.fanfare.protocol.CloseCode;
import org.fanfare.session.Batch;
import org.fanfare.session.Completion;
import org.fanfare.session.Connection;
import org.fanfare.session.Frame;
import org.fanfare.session.Session;
import org.fanfare.session.Transport;
import org.fanfare.topic.Filter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The shards on threads of their own. Time stands an hour before their next second, so that a wake-up that is lost shows. */
@Timeout(120)
class HubThreadsTest {
    private static final String TOPIC = "market.a";

    private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

    /** Counts the events that it is given, and ends its writes on a thread of choice. */
    private static final class Counting implements Connection {
        private final Executor completions;
        private final Semaphore events = new Semaphore(0);
        private final Semaphore acks = new Semaphore(0);
        private final List<Long> seqs = Collections.synchronizedList(new ArrayList<>());

        Counting(Executor completions) {
            this.completions = completions;
        }

        @Override
        public void write(Batch batch, Completion done) {
            for (Frame frame : batch.frames()) {
                if (frame.event() != null) {
                    seqs.add(frame.event().id().seq());
                    events.release();
                } else if (frame.kind() == Frame.Kind.ACK) {
                    acks.release();
                }
            }
            completions.execute(() -> done.done(null));
        }

        @Override
        public void ping() {
            // Nobody answers.
        }

        @Override
        public boolean hearsClient() {
            return false;
        }

        @Override
        public boolean isOver() {
            return false;
        }

        @Override
        public boolean needsCursors() {
            return false;
        }

        @Override
        public void close(CloseCode code, String reason) {
            // Nothing is held.
        }

        @Override
        public void abort() {
            // Nothing is held.
        }
    }

    private TestNode started() {
        TestNode node = TestNode.with().shards(2).build();
        node.passAtOnce(Duration.ofHours(-1));
        node.hub().start(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            threads.add(thread);
            return thread;
        });
        return node;
    }

    private void stop(TestNode node) throws InterruptedException {
        node.hub().close();
        for (Thread thread : threads) {
            thread.join();
        }
        assertTrue(node.holdsNothing());
    }

    private static List<Counting> clients(TestNode node, Executor completions) throws InterruptedException {
        List<Counting> clients = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Counting connection = new Counting(completions);
            Session session = node.hub().open(Transport.WEBSOCKET, connection, null, null, 0);
            node.hub().receive(session, TestClient.request(null, Filter.NONE, 0, TOPIC));
            clients.add(connection);
        }
        for (Counting client : clients) {
            assertTrue(client.acks.tryAcquire(20, TimeUnit.SECONDS), "no ack: a wake-up was lost");
        }
        return clients;
    }

    @Test
    void noWakeUpIsLost() throws InterruptedException {
        TestNode node = started();
        ExecutorService completions = Executors.newSingleThreadExecutor();
        List<Counting> clients = clients(node, completions);

        for (int round = 0; round < 3_000; round++) {
            node.publish(TOPIC, "1");
            for (Counting client : clients) {
                assertTrue(client.events.tryAcquire(20, TimeUnit.SECONDS), "no event: a wake-up was lost");
            }
        }

        stop(node);
        completions.shutdown();
    }

    @Test
    void whatManyThreadsPublishArrivesOnceAndInOrder() throws InterruptedException {
        TestNode node = started();
        List<Counting> clients = clients(node, Runnable::run);
        List<Thread> publishers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread publisher = new Thread(() -> {
                for (int n = 0; n < 500; n++) {
                    node.publish(TOPIC, "1");
                }
            });
            publishers.add(publisher);
            publisher.start();
        }
        for (Thread publisher : publishers) {
            publisher.join();
        }

        for (Counting client : clients) {
            assertTrue(client.events.tryAcquire(2_000, 20, TimeUnit.SECONDS), "events are missing");
        }
        stop(node);
        for (Counting client : clients) {
            assertEquals(client.seqs.stream().sorted().distinct().toList(), client.seqs);
            assertEquals(2_000, client.seqs.size());
        }
    }
}
