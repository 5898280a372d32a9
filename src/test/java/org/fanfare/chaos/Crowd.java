package org.fanfare.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fanfare.chaos.Findings.Fault;
import org.fanfare.testkit.Until;
import org.fanfare.testkit.cluster.Addresses;

/**
 * Clients of every transport on all nodes, publishers, and their records. On each node one client of each transport
 * stays, and one more per transport hops; each third listens to some topics only; each second waits long for a silent
 * node. For one thread.
 */
final class Crowd implements AutoCloseable {
    private static final Duration BEGIN_LIMIT = Duration.ofSeconds(30);
    private static final Duration ANSWERS_LIMIT = Duration.ofSeconds(40);
    private static final Duration IMPATIENT = Duration.ofSeconds(5);
    private static final Duration PATIENT = Duration.ofSeconds(45);
    private static final Duration STAY = Duration.ofSeconds(4);
    private static final int TOPICS = 4;
    private static final int CHECKS = 15;
    private static final Set<Fault> CURABLE =
            EnumSet.of(Fault.SILENT_LOSS, Fault.ACKNOWLEDGED_AND_LOST, Fault.FALSE_RECOVERED);
    private static final String RUN = Long.toString(ProcessHandle.current().pid(), 36);
    private static final AtomicInteger CROWDS = new AtomicInteger();

    private enum Kind {
        SOCKET,
        BATCH,
        STREAM,
        POLL
    }

    private final Addresses nodes;
    private final Origins origins = new Origins();
    private final String prefix = "chaos." + RUN + "-" + CROWDS.incrementAndGet() + ".t";
    private final List<PublisherRecord> published = new ArrayList<>();
    private final List<SocketPublisher> socketPublishers = new ArrayList<>();
    private final List<KeyedPublisher> keyedPublishers = new ArrayList<>();
    /** One per node for its last event, and one for what is cut off. */
    private final List<PublisherRecord> occasional = new ArrayList<>();

    private final List<ClientRecord> heard = new ArrayList<>();
    private final List<Recorder> recorders = new ArrayList<>();
    private final List<Thread> keyedThreads = new ArrayList<>();

    private Crowd(Addresses nodes, Load load) {
        this.nodes = nodes;
        for (int i = 0; i < load.publishers(); i++) {
            PublisherRecord record = publisher(false);
            socketPublishers.add(new SocketPublisher(
                    nodes, i % nodes.count(), topicOf(record), load.perSecond() / load.publishers(), record, origins));
        }
        for (int i = 0; i < load.keyed(); i++) {
            PublisherRecord record = publisher(true);
            keyedPublishers.add(new KeyedPublisher(
                    nodes, i % nodes.count(), topicOf(record), load.keyedPerSecond(), record, origins));
        }
        for (int node = 0; node <= nodes.count(); node++) {
            occasional.add(publisher(true));
        }
        for (int node = 0; node <= nodes.count(); node++) {
            for (Kind kind : Kind.values()) {
                client(kind, node % nodes.count(), node == nodes.count());
            }
        }
    }

    /** Begins to listen on all nodes, and then to publish. */
    static Crowd gather(Addresses nodes, Load load) throws InterruptedException {
        Crowd crowd = new Crowd(nodes, load);
        try {
            crowd.recorders.forEach(recorder -> crowd.run("client", recorder));
            Until.holds(
                    "all clients listen",
                    BEGIN_LIMIT,
                    () -> crowd.heard.stream().allMatch(ClientRecord::hasBegun));
            crowd.socketPublishers.forEach(publisher -> crowd.run("publisher", publisher));
            crowd.keyedPublishers.forEach(publisher -> crowd.keyedThreads.add(crowd.run("keyed", publisher)));
            return crowd;
        } catch (RuntimeException | Error | InterruptedException e) {
            crowd.close();
            throw e;
        }
    }

    private Thread run(String name, Runnable task) {
        Thread thread = new Thread(task, "chaos-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private PublisherRecord publisher(boolean keyed) {
        PublisherRecord record = new PublisherRecord(published.size() + 1, keyed);
        published.add(record);
        return record;
    }

    private String topicOf(PublisherRecord record) {
        return prefix + record.publisher() % TOPICS;
    }

    private void client(Kind kind, int node, boolean hops) {
        int index = heard.size();
        boolean all = index % 3 != 2;
        List<String> topics = all ? List.of(prefix.substring(0, prefix.length() - 1) + "*") : someTopics();
        Set<Integer> wanted = published.stream()
                .filter(record -> all || occasional.contains(record) || topics.contains(topicOf(record)))
                .map(PublisherRecord::publisher)
                .collect(Collectors.toSet());
        String name = kind + (hops ? " hopping" : " on " + node) + (all ? "" : " to some topics");
        ClientRecord record = new ClientRecord(name, wanted);
        Habits habits = new Habits(topics, node, index % 2 == 0 ? IMPATIENT : PATIENT, hops ? STAY : Duration.ZERO);
        heard.add(record);
        recorders.add(
                switch (kind) {
                    case SOCKET -> new SocketRecorder(nodes, habits, record, origins, "fanfare.v1");
                    case BATCH -> new SocketRecorder(nodes, habits, record, origins, "fanfare.v1.batch");
                    case STREAM -> new StreamRecorder(nodes, habits, record, origins);
                    case POLL -> new PollRecorder(nodes, habits, record, origins);
                });
    }

    private List<String> someTopics() {
        return IntStream.range(0, TOPICS / 2).mapToObj(i -> prefix + i).toList();
    }

    /** Waits until every client has something of every publisher that was published after this call. */
    Duration awaitFlow(Duration limit) throws InterruptedException {
        long begin = System.nanoTime();
        int[] sent = published.stream().mapToInt(PublisherRecord::sent).toArray();
        try {
            Until.holds(
                    "every client hears every publisher",
                    limit,
                    () -> lagging(sent).isEmpty());
        } catch (AssertionError late) {
            throw new AssertionError(
                    late.getMessage() + ": " + lagging(sent) + " publishers: " + published + " clients: " + heard,
                    late);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private List<String> lagging(int[] sent) {
        List<String> lagging = new ArrayList<>();
        for (ClientRecord client : heard) {
            for (PublisherRecord record : published) {
                int number = record.publisher();
                if (!occasional.contains(record)
                        && client.wanted().contains(number)
                        && client.newest(number) <= sent[number - 1]) {
                    lagging.add(client.name() + " of " + number);
                }
            }
        }
        return lagging;
    }

    /** Waits until every publisher got an acknowledgement after this call. */
    Duration awaitAcknowledgements(Duration limit) throws InterruptedException {
        long begin = System.nanoTime();
        Until.holds(
                "every publisher is acknowledged",
                limit,
                () -> published.stream()
                        .filter(record -> !occasional.contains(record))
                        .allMatch(record -> record.lastAckNanos() - begin > 0));
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /**
     * Ends the publishing, waits until all that is under way has arrived, and checks.
     *
     * @param endedPlaces see {@link Records}
     * @param expectedGaps see {@link Records}
     */
    Findings check(Set<Integer> endedPlaces, Set<String> expectedGaps) throws InterruptedException {
        socketPublishers.forEach(SocketPublisher::finish);
        keyedPublishers.forEach(KeyedPublisher::finish);
        for (Thread each : keyedThreads) {
            each.join(ANSWERS_LIMIT.toMillis());
        }
        for (int node = 0; node < nodes.count(); node++) {
            repeat(occasional.get(node), node, occasional.get(node).sending(0));
        }
        Until.holds(
                "every client hears the last events",
                ANSWERS_LIMIT,
                () -> heard.stream()
                        .allMatch(client ->
                                occasional.stream().allMatch(each -> client.newest(each.publisher()) == each.sent())));
        return settled(endedPlaces, expectedGaps);
    }

    /**
     * Publishes something under a key on a node, over a connection of its own, and does not wait for the answer.
     *
     * @return its number, for {@link #repeat}
     */
    int publishWithoutAnswer(int node) throws IOException {
        PublisherRecord record = occasional.get(nodes.count());
        int number = record.sending(record.sent());
        publisher(record, node).send(number);
        return number;
    }

    /** Publishes it again under the same key on a node until it is acknowledged. */
    void repeat(int number, int node) throws InterruptedException {
        repeat(occasional.get(nodes.count()), node, number);
    }

    private void repeat(PublisherRecord record, int node, int number) throws InterruptedException {
        KeyedPublisher publisher = publisher(record, node);
        Until.holds("node " + node + " acknowledges", ANSWERS_LIMIT, () -> publisher.isDone(number));
        publisher.close();
    }

    private KeyedPublisher publisher(PublisherRecord record, int node) {
        return new KeyedPublisher(new OneNode(nodes, node), 0, prefix + 0, 1, record, origins);
    }

    /** What is missing may still be under repair. */
    private Findings settled(Set<Integer> endedPlaces, Set<String> expectedGaps) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Findings findings = findings(endedPlaces, expectedGaps);
        for (int i = 0; i < CHECKS && !findings.flawless() && CURABLE.containsAll(findings.faults()); i++) {
            never.await(2, TimeUnit.SECONDS);
            findings = findings(endedPlaces, expectedGaps);
        }
        return findings;
    }

    private Findings findings(Set<Integer> endedPlaces, Set<String> expectedGaps) {
        return Checker.check(new Records(
                origins,
                heard.stream().map(ClientRecord::page).toList(),
                published.stream().map(PublisherRecord::page).toList(),
                endedPlaces,
                expectedGaps));
    }

    @Override
    public void close() {
        socketPublishers.forEach(SocketPublisher::close);
        keyedPublishers.forEach(KeyedPublisher::close);
        recorders.forEach(Recorder::close);
    }
}
