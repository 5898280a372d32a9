package org.fanfare.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All subscribers of a run. Belongs to the reactor's thread. */
final class Fleet implements Client.Watcher {
    private static final int MAX_OPENING = 64;
    private static final long NANOS_PER_CONNECTION = 20_000_000L;
    private static final long LEAST_OPENING_NANOS = 20_000_000_000L;
    private static final int STALLED_RECEIVE_BYTES = 4096;

    private final Reactor reactor;
    private final LoadConfig config;
    private final Intake intake;
    private final String topicPrefix;
    private final List<Client> clients = new ArrayList<>();
    private final List<Tally> tallies = new ArrayList<>();
    private final Map<String, Integer> endings = new TreeMap<>();
    private int ready;
    private int ended;

    Fleet(Reactor reactor, LoadConfig config, Intake intake, String topicPrefix) {
        this.reactor = reactor;
        this.config = config;
        this.intake = intake;
        this.topicPrefix = topicPrefix;
    }

    String topic(int number) {
        return topicPrefix + number;
    }

    /**
     * Opens all connections, a few at a time, and waits until all are subscribed.
     *
     * @throws IOException if any fails, or all together take too long
     */
    void open() throws IOException {
        long until = reactor.now() + LEAST_OPENING_NANOS + config.connections() * NANOS_PER_CONNECTION;
        while (ready < config.connections() && ended == 0 && reactor.now() < until) {
            while (clients.size() < config.connections() && clients.size() - ready < MAX_OPENING) {
                openNext();
            }
            int before = ready;
            reactor.run(until, () -> ready > before || ended > 0);
        }
        if (ready < config.connections() || ended > 0) {
            throw new IOException(ready + " of " + config.connections() + " subscribers are ready; ended: " + endings);
        }
    }

    private void openNext() throws IOException {
        int index = clients.size();
        var tally = new Tally(index % config.topics(), config.topics());
        Client client = subscriber(topic(tally.topic()), tally);
        if (index < config.stalled()) {
            client.stallWhenReady(STALLED_RECEIVE_BYTES);
        }
        clients.add(client);
        tallies.add(tally);
        client.connect();
    }

    private Client subscriber(String topic, Tally tally) throws IOException {
        return switch (config.transport()) {
            case WS -> new SocketSubscriber(reactor, this, config.dialect(), topic, intake, tally);
            case SSE -> new StreamSubscriber(reactor, this, config.dialect(), topic, intake, tally);
            case POLL -> new PollSubscriber(reactor, this, config.dialect(), topic, intake, tally);
        };
    }

    @Override
    public void ready(Client client) {
        ready++;
    }

    @Override
    public void ended(Client client, String why) {
        ended++;
        endings.merge(why, 1, Integer::sum);
    }

    /** How many of the accounted subscribers each topic has. */
    int[] readersPerTopic() {
        int[] readers = new int[config.topics()];
        accounted().forEach(tally -> readers[tally.topic()]++);
        return readers;
    }

    /** The tallies of all who read. */
    List<Tally> accounted() {
        return tallies.subList(config.stalled(), tallies.size());
    }

    /** The clients that do not read. */
    List<Client> stalled() {
        return clients.subList(0, config.stalled());
    }

    /** How many connections ended before the run did. */
    int ended() {
        return ended;
    }

    /** Why connections ended; null if none did. */
    @Nullable
    String endings() {
        return endings.isEmpty() ? null : endings.toString();
    }
}
