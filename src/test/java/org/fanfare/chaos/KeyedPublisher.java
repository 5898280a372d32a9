package org.fanfare.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.fanfare.testkit.cluster.Addresses;
import org.jspecify.annotations.Nullable;

/**
 * Publishes over HTTP, one event after the other, each under a key. A publish without an answer, or with one that leaves
 * its outcome open, is repeated at the next node until it is acknowledged; some are repeated afterwards as well. Runs in
 * a thread of its own.
 */
final class KeyedPublisher implements Runnable, AutoCloseable {
    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final int PAYLOAD_CHARS = 80;
    private static final int REPEATED_EACH = 16;
    private static final long PAUSE_NANOS = 100_000_000;

    private final Addresses nodes;
    private final String topic;
    private final int perSecond;
    private final PublisherRecord record;
    private final Origins origins;
    private final String keys;
    private int node;
    private @Nullable HttpLink link;
    private volatile boolean stopped;
    private volatile boolean cut;

    KeyedPublisher(
            Addresses nodes, int firstNode, String topic, int perSecond, PublisherRecord record, Origins origins) {
        this.nodes = nodes;
        this.node = firstNode;
        this.topic = topic;
        this.perSecond = perSecond;
        this.record = record;
        this.origins = origins;
        this.keys = "p" + record.publisher() + "-";
    }

    @Override
    public void run() {
        while (!stopped) {
            int number = record.sending(0);
            publish(number);
            if (number % REPEATED_EACH == 0) {
                moveOn();
                publish(number);
            }
            LockSupport.parkNanos(1_000_000_000L / perSecond);
        }
        moveOn();
    }

    private void publish(int number) {
        while (!cut && !isDone(number)) {
            moveOn();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Publishes a number once, and tells whether it was acknowledged. */
    boolean isDone(int number) {
        try {
            HttpLink.Answer answer = send(number).answer();
            if (answer.status() >= 300) {
                String code = Hearing.member(answer.body(), "code");
                record.refused(code == null ? "status " + answer.status() : code);
                return false;
            }
            record.acknowledged(
                    number,
                    origins.id(Hearing.required(answer.body(), "id")),
                    answer.body().contains("\"duplicate\":true"),
                    System.nanoTime());
            return true;
        } catch (IOException e) {
            record.refused("cut");
            return false;
        }
    }

    /** Sends a number once, and waits for nothing. */
    HttpLink send(int number) throws IOException {
        HttpLink used = link;
        if (used == null) {
            used = new HttpLink(nodes.base(node), SILENCE);
            link = used;
        }
        used.post(
                "api/topics/" + topic,
                "Idempotency-Key: " + keys + number + "\r\n",
                Content.payload(record.publisher(), number, PAYLOAD_CHARS));
        return used;
    }

    /** Goes to the next node. */
    private void moveOn() {
        node = (node + 1) % nodes.count();
        if (link != null) {
            link.close();
            link = null;
        }
    }

    /** Ends after the present event is acknowledged. */
    void finish() {
        stopped = true;
    }

    /** Ends also without an acknowledgement. */
    @Override
    public void close() {
        stopped = true;
        cut = true;
    }
}
