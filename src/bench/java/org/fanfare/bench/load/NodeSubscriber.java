package org.fanfare.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Listens at one node to all topics of a run and accounts for every event. Belongs to the reactor's thread. */
final class NodeSubscriber extends WebSocketClient implements LongPredicate {
    private static final byte[] RECOVERED = Bytes.ascii("\"recovered\":true");

    private final String subscribe;
    private final Intake intake;
    private final Arrivals arrivals;
    private final List<Tally> tallies = new ArrayList<>();
    private long now;
    private long received;
    private String cursor = "";
    private boolean recovered;

    /** Who wants to know when events arrive. */
    interface Arrivals {
        /** An event arrived for the first time. */
        void arrived(long number, long now);
    }

    /**
     * Creates a subscriber that is not connected yet.
     *
     * @param port of the node
     * @param topics in the order in which events are published to them in turn
     * @param since a cursor to resume from, or null
     */
    NodeSubscriber(
            Reactor reactor,
            Watcher watcher,
            int port,
            List<String> topics,
            @Nullable String since,
            int payloadBytes,
            Arrivals arrivals)
            throws IOException {
        super(reactor, watcher, Reactor.local(port), "/fanfare/ws", "fanfare.v1.batch");
        String names = topics.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
        this.subscribe = "{\"action\":\"subscribe\",\"id\":1,\"topics\":" + names
                + (since == null ? "" : ",\"since\":\"" + since + "\"") + "}";
        this.intake = new Intake(payloadBytes);
        this.arrivals = arrivals;
        IntStream.range(0, topics.size()).forEach(topic -> tallies.add(new Tally(topic, topics.size())));
    }

    @Override
    void opened() throws IOException {
        sendText(subscribe);
    }

    @Override
    void message(byte[] b, int from, int to, long receivedAt) {
        now = receivedAt;
        intake.scan(b, from, to, this, receivedAt);
        int ack = isReady() ? -1 : Bytes.indexOf(b, from, to, Bytes.ACK);
        if (ack >= 0) {
            recovered = Bytes.contains(b, ack, to, RECOVERED);
            cursor = cursorAt(b, Bytes.indexOf(b, ack, to, Bytes.CURSOR) + Bytes.CURSOR.length, to);
            becomeReady();
        }
    }

    private static String cursorAt(byte[] b, int from, int to) {
        int end = from;
        while (end < to && b[end] != '"') {
            end++;
        }
        return new String(b, from, end - from, US_ASCII);
    }

    @Override
    public boolean test(long number) {
        boolean isNew = tallies.get((int) (number % tallies.size())).test(number);
        if (isNew) {
            received++;
            arrivals.arrived(number, now);
        }
        return isNew;
    }

    /** How many different events arrived. */
    long received() {
        return received;
    }

    /** Where it stood when its subscription was confirmed. */
    String cursor() {
        return cursor;
    }

    /** Whether the node said that nothing is missing since the cursor that it was given. */
    boolean isRecovered() {
        return recovered;
    }

    /** What is wrong with what it received of so many that were published. */
    Faults faults(long published) {
        return new Faults(
                sum(tally -> tally.lost(published)),
                sum(Tally::duplicates),
                sum(Tally::outOfOrder) + sum(Tally::foreign),
                intake.gaps() + intake.errors());
    }

    private long sum(ToLongFunction<Tally> count) {
        return tallies.stream().mapToLong(count).sum();
    }
}
