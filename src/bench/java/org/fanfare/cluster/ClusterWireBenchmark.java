package org.fanfare.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.Publication;
import org.fanfare.event.PublishKey;
import org.fanfare.topic.Topic;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * How long it takes to write and to read a message of 256 events of 200 bytes, each per event. It stands in the package of what it
 * measures, which nobody else sees.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgsAppend = {"-Xms512m", "-Xmx512m"})
public class ClusterWireBenchmark {
    private static final int BATCH = Packer.MAX_EVENTS;
    private static final String NODE = "benchnode";
    private static final UUID NONCE = new UUID(1, 2);

    /** Topics to which the events belong in turn; more than a reader remembers at the end. */
    @Param({"1", "1000", "100000"})
    public int topics;

    /** Whether the events have a user and a key too. */
    @Param({"false", "true"})
    public boolean optional;

    private final Wire wire = new Wire("fanfare");
    private final List<List<Event>> batches = new ArrayList<>();
    private final List<byte[]> messages = new ArrayList<>();
    private int turn;

    /** Makes as many messages as hold each topic once. */
    @Setup
    public void pack() {
        for (int first = 1; first <= topics; first += BATCH) {
            List<Event> batch = new ArrayList<>();
            for (int seq = first; seq < first + BATCH; seq++) {
                batch.add(event(seq));
            }
            batches.add(batch);
            messages.add(packed(batch));
        }
    }

    private Event event(int seq) {
        Topic topic = new Topic("market.quotes.T" + seq % topics);
        String payload = "{\"price\":\"" + "1".repeat(188) + "\"}";
        Publication publication = optional
                ? new Publication(topic, null, payload, "ann", null, null, new PublishKey("ann", "order-" + seq))
                : Publication.of(topic, payload);
        return new Event(new EventId(NODE, seq), publication, 1_790_000_000_000L + seq);
    }

    private byte[] packed(List<Event> events) {
        Packer packer = Packer.events(wire, NODE, NONCE, false);
        for (Event event : events) {
            if (!packer.add(event)) {
                throw new IllegalStateException("packed " + packer.count());
            }
        }
        return packer.toMessage();
    }

    private int next() {
        turn = turn + 1 == batches.size() ? 0 : turn + 1;
        return turn;
    }

    /** Packs a batch. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public byte[] write() {
        return packed(batches.get(next()));
    }

    /** Reads a message. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Object read() {
        if (wire.read(messages.get(next())) instanceof Message.Events events) {
            return events;
        }
        throw new IllegalStateException("unreadable");
    }
}
