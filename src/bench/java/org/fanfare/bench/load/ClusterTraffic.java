package org.fanfare.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Publishers at the first of some nodes, each with a topic of its own, and a subscriber to all of them at each node; all on one thread
 * and one clock, with an account of every event.
 */
final class ClusterTraffic implements Client.Watcher, NodePublisher.Answers, AutoCloseable {
    static final int PAYLOAD_BYTES = 200;

    private static final Duration OPENING = Duration.ofSeconds(20);
    /** More than may be under way at once: times are kept for so many events. */
    private static final int TIMES = 1 << 16;

    private static final int MAX_PER_TURN = 512;

    private final Reactor reactor;
    private final List<NodePublisher> publishers = new ArrayList<>();
    private final List<NodeSubscriber> subscribers = new ArrayList<>();
    private final List<String> topics;
    private final Payload payload = new Payload(PAYLOAD_BYTES);
    private final long[] dueAt = new long[TIMES];
    private final long[][] arrivedAt;
    private Latencies latencies = new Latencies();
    private int ready;
    private int ended;
    private long published;
    private long acknowledged;
    private long refused;

    /**
     * How long events took, as far as they were published since it was made.
     *
     * @param acknowledged until the publisher had its answer
     * @param first until the subscriber at the node where they entered had them
     * @param second until the one at the next node had them
     * @param hop how much later the second subscriber had each event than the first
     */
    record Latencies(Histogram acknowledged, Histogram first, Histogram second, Histogram hop) {
        Latencies() {
            this(new Histogram(), new Histogram(), new Histogram(), new Histogram());
        }
    }

    /**
     * Creates traffic that does not flow yet.
     *
     * @param namespace of the topics
     * @param ports of the nodes
     */
    ClusterTraffic(String namespace, List<Integer> ports, int publisherCount) throws IOException {
        reactor = new Reactor(ports.get(0));
        arrivedAt = new long[ports.size()][TIMES];
        String run = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
        topics = IntStream.range(0, publisherCount)
                .mapToObj(topic -> namespace + ".r" + run + ".t" + topic)
                .toList();
        for (String topic : topics) {
            publishers.add(new NodePublisher(reactor, this, ports.get(0), topic, this));
        }
        for (int node = 0; node < ports.size(); node++) {
            int at = node;
            subscribers.add(new NodeSubscriber(
                    reactor,
                    this,
                    ports.get(node),
                    topics,
                    null,
                    PAYLOAD_BYTES,
                    (number, now) -> arrived(at, number, now)));
        }
    }

    /** Connects, and returns when all are subscribed. */
    void open() throws IOException {
        for (NodePublisher publisher : publishers) {
            publisher.connect();
        }
        for (NodeSubscriber subscriber : subscribers) {
            subscriber.connect();
        }
        int wanted = publishers.size() + subscribers.size();
        serve(OPENING, () -> ready == wanted);
        if (ready < wanted) {
            throw new IOException(ready + " of " + wanted + " connections are ready");
        }
    }

    /** Resumes all topics at a node from where the first subscriber began, and returns the subscriber when the node has confirmed. */
    NodeSubscriber resume(int port) throws IOException {
        String since = subscribers.get(0).cursor();
        var late = new NodeSubscriber(reactor, this, port, topics, since, PAYLOAD_BYTES, (number, now) -> {});
        late.connect();
        serve(OPENING, late::isReady);
        return late;
    }

    @Override
    public void ready(Client client) {
        ready++;
    }

    @Override
    public void ended(Client client, String why) {
        ended++;
        System.out.println("A connection ended: " + why);
    }

    @Override
    public void acknowledged(long number, long now) {
        acknowledged++;
        latencies.acknowledged.add(now - dueAt[slot(number)]);
    }

    @Override
    public void refused(long number, long now) {
        refused++;
    }

    private void arrived(int node, long number, long now) {
        int slot = slot(number);
        arrivedAt[node][slot] = now;
        if (node > 1) {
            return;
        }
        (node == 0 ? latencies.first : latencies.second).add(now - dueAt[slot]);
        if (arrivedAt.length > 1 && arrivedAt[1 - node][slot] != 0) {
            latencies.hop.add(arrivedAt[1][slot] - arrivedAt[0][slot]);
        }
    }

    private static int slot(long number) {
        return (int) number & (TIMES - 1);
    }

    /** Serves all connections for a time, and publishes what is due on a fixed schedule, however the nodes cope. */
    void openLoop(double perSecond, Duration time, BooleanSupplier done) throws IOException {
        var pace = new Pace.OpenLoop(perSecond, 1);
        long start = reactor.now();
        long before = published;
        var pacer = new Pacer(reactor, pace, start);
        try {
            reactor.between(() -> publish(() -> {
                long due = start + pace.dueNanos(published - before);
                return due <= reactor.now() ? due : -1;
            }));
            serve(time, done);
        } finally {
            pacer.stop();
            reactor.between(() -> {});
        }
    }

    /**
     * Serves all connections for a time, and publishes as fast as the nodes keep up.
     *
     * @param window most events that may be on their way to any subscriber, or unanswered
     * @param most ends when so many were published in all
     */
    void closedLoop(int window, Duration time, long most) throws IOException {
        reactor.between(() -> publish(() -> published < most && underWay() < window ? reactor.now() : -1));
        try {
            serve(time, () -> published >= most && underWay() == 0);
        } finally {
            reactor.between(() -> {});
        }
    }

    private interface Schedule {
        /** When the next event is due; -1 if none is now. */
        long nextDue();
    }

    private void publish(Schedule schedule) {
        try {
            long due = schedule.nextDue();
            for (int i = 0; i < MAX_PER_TURN && due >= 0; i++) {
                publish(due);
                due = schedule.nextDue();
            }
            for (NodePublisher publisher : publishers) {
                publisher.flush();
            }
        } catch (IOException e) {
            ended++;
        }
    }

    private void publish(long due) throws IOException {
        int slot = slot(published);
        dueAt[slot] = due;
        for (long[] arrivals : arrivedAt) {
            arrivals[slot] = 0;
        }
        publishers.get((int) (published % publishers.size())).publish(published, payload.text(due, published));
        published++;
    }

    /** How many events are on their way to a subscriber, or unanswered. */
    private long underWay() {
        long done = acknowledged + refused;
        for (NodeSubscriber subscriber : subscribers) {
            done = Math.min(done, subscriber.received());
        }
        return published - done;
    }

    /**
     * Serves all connections until it is done, or for so long.
     *
     * @throws IOException if a connection has ended: what comes after that says nothing
     */
    private void serve(Duration atMost, BooleanSupplier done) throws IOException {
        reactor.run(reactor.now() + atMost.toNanos(), () -> ended > 0 || done.getAsBoolean());
        if (ended > 0) {
            throw new IOException("a connection has ended; " + faults());
        }
    }

    /** Serves until everything published has arrived everywhere and was answered, or for so long. */
    void drain(Duration atMost) throws IOException {
        serve(atMost, () -> underWay() == 0);
    }

    /** Begins to measure latencies: of what is published from now on, if nothing is under way. */
    void measure() {
        latencies = new Latencies();
    }

    Latencies latencies() {
        return latencies;
    }

    /** The clock of this traffic, in nanoseconds. */
    long now() {
        return reactor.now();
    }

    long published() {
        return published;
    }

    long acknowledged() {
        return acknowledged;
    }

    /** How many publishes were answered with an error. */
    long refused() {
        return refused;
    }

    /** How many events have arrived at a node's subscriber. */
    long received(int node) {
        return subscribers.get(node).received();
    }

    /** What went wrong; open outcomes of publishes are not part of it. */
    Faults faults() {
        Faults all = new Faults(0, 0, 0, ended);
        for (NodeSubscriber subscriber : subscribers) {
            all = all.plus(subscriber.faults(published));
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        reactor.close();
    }
}
