package org.fanfare.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Publishes at the run's pace, round robin over the topics. Belongs to the reactor's thread. */
final class Traffic implements Client.Watcher {
    private static final long OPENING_NANOS = 10_000_000_000L;
    private static final int MAX_PER_TURN = 256;

    private final Reactor reactor;
    private final LoadConfig config;
    private final Pace pace;
    private final Fleet fleet;
    private final Intake intake;
    private final Payload payload;
    private final List<Publisher> publishers = new ArrayList<>();
    private final int[] readers;
    private @Nullable Pacer pacer;
    private int ready;
    private boolean publishing;
    private long startNanos;
    private long published;
    private long expected;

    Traffic(Reactor reactor, LoadConfig config, Pace pace, Fleet fleet, Intake intake) {
        this.reactor = reactor;
        this.config = config;
        this.pace = pace;
        this.fleet = fleet;
        this.intake = intake;
        this.payload = new Payload(config.payloadBytes());
        this.readers = fleet.readersPerTopic();
    }

    /** Connects the publishers. */
    void open() throws IOException {
        for (int i = 0; i < config.publishers(); i++) {
            if (config.postPublishes()) {
                add(new PostPublisher(reactor, this, config.dialect(), intake));
            } else {
                add(new SocketPublisher(reactor, this, config.dialect(), intake));
            }
        }
        reactor.run(reactor.now() + OPENING_NANOS, () -> ready == publishers.size());
        if (ready < publishers.size()) {
            throw new IOException(ready + " of " + publishers.size() + " publishers are ready");
        }
    }

    private <T extends Client & Publisher> void add(T publisher) throws IOException {
        publishers.add(publisher);
        publisher.connect();
    }

    @Override
    public void ready(Client client) {
        ready++;
    }

    @Override
    public void ended(Client client, String why) {
        intake.error("publisher: " + why);
        publishing = false;
    }

    /** Begins to publish whenever the reactor calls back; the first message is due now. */
    void start() {
        startNanos = reactor.now();
        publishing = true;
        reactor.between(this::publishDue);
        if (pace instanceof Pace.OpenLoop open) {
            pacer = new Pacer(reactor, open, startNanos);
        }
    }

    void stop() {
        publishing = false;
        reactor.between(() -> {});
        if (pacer != null) {
            pacer.stop();
        }
    }

    long startNanos() {
        return startNanos;
    }

    private void publishDue() {
        if (!publishing) {
            return;
        }
        try {
            int sent = 0;
            for (long due = nextDue(); due >= 0 && sent < MAX_PER_TURN; due = nextDue(), sent++) {
                publish(due);
            }
            if (sent > 0) {
                for (Publisher publisher : publishers) {
                    publisher.flush();
                }
            }
        } catch (IOException e) {
            intake.error("publisher: " + e.getMessage());
            publishing = false;
        }
    }

    /** The time of the message that is to be published next; -1 if none is to be now. */
    private long nextDue() {
        long now = reactor.now();
        if (pace instanceof Pace.OpenLoop open) {
            long due = startNanos + open.dueNanos(published);
            return due <= now ? due : -1;
        }
        var closed = (Pace.ClosedLoop) pace;
        return underWay(closed.until()) < closed.inFlight() ? now : -1;
    }

    private long underWay(Pace.Until until) {
        if (until == Pace.Until.ACKNOWLEDGED) {
            return published - acknowledged() - intake.errors();
        }
        long perMessage = Math.max(1, fleet.accounted().size() / config.topics());
        return (expected - intake.unique() + perMessage - 1) / perMessage;
    }

    private void publish(long due) throws IOException {
        int topic = (int) (published % config.topics());
        publishers.get(topic % publishers.size()).publish(fleet.topic(topic), published, payload.text(due, published));
        expected += readers[topic];
        published++;
    }

    long published() {
        return published;
    }

    /** Deliveries that all published messages together should make. */
    long expected() {
        return expected;
    }

    boolean allDelivered() {
        return intake.unique() >= expected;
    }

    long acknowledged() {
        return publishers.stream().mapToLong(Publisher::acknowledged).sum();
    }
}
