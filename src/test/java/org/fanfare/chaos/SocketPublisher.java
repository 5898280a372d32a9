package org.fanfare.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.fanfare.testkit.cluster.Addresses;
import org.jspecify.annotations.Nullable;

/**
 * Publishes over a WebSocket at a steady rate, without waiting for acknowledgements and without keys. Nothing is
 * repeated: what is not acknowledged stays open. When its node goes, or asks it to, it goes on at the next one. Runs in
 * a thread of its own, and in one more per connection that reads the answers.
 */
final class SocketPublisher implements Runnable, AutoCloseable {
    private static final Duration SILENCE = Duration.ofSeconds(6);
    private static final long TICK_NANOS = 10_000_000;
    private static final int PAYLOAD_CHARS = 120;
    private static final AtomicInteger CONNECTIONS = new AtomicInteger();

    private final Addresses nodes;
    private final int firstNode;
    private final String topic;
    private final int perSecond;
    private final PublisherRecord record;
    private final Origins origins;
    private volatile boolean stopped;
    private volatile @Nullable SocketLink open;

    SocketPublisher(
            Addresses nodes, int firstNode, String topic, int perSecond, PublisherRecord record, Origins origins) {
        this.nodes = nodes;
        this.firstNode = firstNode;
        this.topic = topic;
        this.perSecond = perSecond;
        this.record = record;
        this.origins = origins;
    }

    @Override
    public void run() {
        for (int node = firstNode; !stopped; node = (node + 1) % nodes.count()) {
            try {
                publish(node);
            } catch (IOException e) {
                if (!stopped) {
                    record.refused("cut");
                    LockSupport.parkNanos(10 * TICK_NANOS);
                }
            }
        }
    }

    private void publish(int node) throws IOException {
        int place = nodes.place(node);
        // Closed by its reader, which goes on after this writer has left.
        SocketLink link = new SocketLink(nodes.base(node), "fanfare.v1", SILENCE);
        open = link;
        int connection = CONNECTIONS.incrementAndGet();
        var answers = new Answers(link, place);
        var reader = new Thread(answers, "answers-" + record.publisher() + "-" + connection);
        reader.setDaemon(true);
        reader.start();
        long begin = System.nanoTime();
        for (long sent = 0; !stopped && !answers.over; ) {
            long due = (System.nanoTime() - begin) * perSecond / 1_000_000_000L;
            List<String> texts = new ArrayList<>();
            for (; sent < due; sent++) {
                texts.add(text(record.sending(connection)));
            }
            link.send(texts);
            LockSupport.parkNanos(TICK_NANOS);
        }
        if (answers.over) {
            throw new IOException("the node went");
        }
    }

    private String text(int number) {
        return "{\"action\":\"publish\",\"id\":" + number + ",\"topic\":\"" + topic + "\",\"payload\":"
                + Content.payload(record.publisher(), number, PAYLOAD_CHARS) + "}";
    }

    /** Stops publishing; answers are still taken. */
    void finish() {
        stopped = true;
    }

    /** Stops publishing, and cuts the connection. */
    @Override
    public void close() {
        stopped = true;
        SocketLink link = open;
        if (link != null) {
            link.close();
        }
    }

    /** Reads the answers of one connection until its end. */
    private final class Answers implements Runnable {
        private final SocketLink link;
        private final int place;
        private volatile boolean over;

        Answers(SocketLink link, int place) {
            this.link = link;
            this.place = place;
        }

        @Override
        public void run() {
            try (link) {
                while (true) {
                    link.next(this::message);
                }
            } catch (IOException e) {
                over = true;
            }
        }

        private void message(byte[] b, int from, int to) throws IOException {
            String text = new String(b, from, to - from, UTF_8);
            switch (Hearing.required(text, "type")) {
                case "welcome" -> origins.runsAt(Hearing.required(text, "node"), place);
                case "ack" ->
                    record.acknowledged(
                            Integer.parseInt(Hearing.required(text, "id")),
                            origins.id(Hearing.required(text, "event_id")),
                            text.contains("\"duplicate\":true"),
                            System.nanoTime());
                case "error" -> record.refused(Hearing.required(text, "code"));
                case "goodbye" -> over = true;
                default -> {}
            }
        }
    }
}
