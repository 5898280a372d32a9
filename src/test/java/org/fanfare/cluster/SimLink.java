package org.fanfare.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.fanfare.event.EventId;
import org.fanfare.hub.Backplane;
import org.fanfare.hub.BackplaneException;
import org.jspecify.annotations.Nullable;

/** One node's way to the simulated broker and back: a queue that can be held, cut, or dropped on either side. */
final class SimLink implements Backplane {
    /** A message and when it arrives. */
    private static final class Item {
        private final byte[] message;
        private final long atMillis;

        Item(byte[] message, long atMillis) {
            this.message = message;
            this.atMillis = atMillis;
        }
    }

    private static final long SERENE_MILLIS = 2_000;
    private static final Wire READER = new Wire(SimSettings.CLUSTER);

    private final SimBroker broker;
    private final String slot;
    private final Deque<Item> queue = new ArrayDeque<>();
    private final List<Item> late = new ArrayList<>();
    private @Nullable Predicate<Message> loses;
    private boolean subscribed = true;
    private boolean cutOut;
    private boolean cutIn;
    private boolean held;
    private boolean renews;
    private long connectsAtMillis = -1;
    private int subscriptions = 1;
    private int renewals;
    private long sereneMillis;
    private long disturbedMillis;

    SimLink(SimBroker broker, String slot) {
        this.broker = broker;
        this.slot = slot;
    }

    /** Cuts the way from the node, or heals it. */
    void cutOut(boolean cut) {
        cutOut = cut;
    }

    boolean isCutOut() {
        return cutOut;
    }

    /** Cuts the way to the node, and what waits for it is lost; or heals it. */
    void cutIn(boolean cut) {
        cutIn = cut;
        if (cut) {
            loseAll();
        }
    }

    /** Drops the subscription, of which the node is not told: only a renewal brings it back. */
    void dropSubscription() {
        queue.clear();
        late.clear();
        subscribed = false;
        connectsAtMillis = Long.MAX_VALUE;
    }

    /** Holds back what comes for the node. */
    void hold(boolean holds) {
        held = holds;
    }

    boolean isHeld() {
        return held;
    }

    boolean isCut() {
        return cutOut || cutIn;
    }

    /** For how long it has not been quite in order, give or take a moment in order. */
    long disturbedMillis() {
        return disturbedMillis;
    }

    void judge(boolean disturbed, int stepMillis) {
        sereneMillis = disturbed ? 0 : sereneMillis + stepMillis;
        disturbedMillis = sereneMillis >= SERENE_MILLIS ? 0 : disturbedMillis + stepMillis;
    }

    boolean isDisturbed() {
        return isCut() || held || !subscribed;
    }

    /** All that waits is lost, and the subscription with it. */
    void loseAll() {
        queue.clear();
        late.clear();
        subscribed = false;
        connectsAtMillis = -1;
    }

    void reconnect() {
        boolean waitsForRenewal = connectsAtMillis == Long.MAX_VALUE && !renews;
        if (subscribed || cutIn || waitsForRenewal) {
            return;
        }
        if (connectsAtMillis < 0 || connectsAtMillis == Long.MAX_VALUE) {
            renews = false;
            connectsAtMillis = broker.nowMillis() + broker.reconnectMillis();
        } else if (broker.nowMillis() >= connectsAtMillis) {
            subscribed = true;
            subscriptions++;
        }
    }

    /** Loses each message of these kinds from now on; none if null. */
    void lose(@Nullable Predicate<Message> messages) {
        loses = messages;
    }

    boolean isLossy() {
        return loses != null;
    }

    private boolean isLost(byte[] message) {
        Predicate<Message> lost = loses;
        if (lost == null) {
            return false;
        }
        Message read = READER.read(message);
        return read != null && lost.test(read);
    }

    void enqueue(byte[] message, long atMillis) {
        if (subscribed && !isLost(message)) {
            queue.add(new Item(message, Math.max(atMillis, queue.isEmpty() ? 0 : queue.getLast().atMillis)));
        }
    }

    void enqueueLate(byte[] message, long atMillis) {
        if (subscribed) {
            late.add(new Item(message, atMillis));
        }
    }

    /** The next message that has arrived, or null. */
    byte @Nullable [] poll() {
        if (held || broker.isPaused()) {
            return null;
        }
        long now = broker.nowMillis();
        for (Iterator<Item> all = late.iterator(); all.hasNext(); ) {
            Item one = all.next();
            if (one.atMillis <= now) {
                all.remove();
                return one.message;
            }
        }
        Item next = queue.peek();
        if (next == null || next.atMillis > now) {
            return null;
        }
        return queue.remove().message;
    }

    /** Whether a message that waits carries an event. */
    boolean carries(EventId id) {
        return Stream.concat(queue.stream(), late.stream()).anyMatch(item -> carries(item.message, id));
    }

    private static boolean carries(byte[] message, EventId id) {
        Message read = READER.read(message);
        if (read instanceof Message.Events events) {
            Header header = events.header();
            return header.node().equals(id.node()) && header.firstSeq() <= id.seq() && id.seq() <= header.lastSeq();
        }
        return read instanceof Message.Answer answer
                && answer.events().stream().anyMatch(event -> event.id().equals(id));
    }

    int waiting() {
        return queue.size();
    }

    /** How often the node subscribed anew. */
    int renewals() {
        return renewals;
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void start(Consumer<byte[]> receiver) {
        throw new UnsupportedOperationException("it is stepped by hand");
    }

    @Override
    public void send(byte[] message) throws BackplaneException {
        broker.send(this, message);
    }

    @Override
    public void renew() {
        renewals++;
        if (broker.isUp() && !cutIn) {
            renews = true;
            if (subscribed) {
                int lost = queue.size();
                loseAll();
                broker.renewed(this, lost);
            }
        }
    }

    @Override
    public int subscriptions() {
        return subscriptions;
    }

    @Override
    public State state() {
        return broker.isUp() && !isCut() ? State.UP : State.DOWN;
    }

    @Override
    public void close() {
        broker.disconnect(this);
    }

    @Override
    public String toString() {
        return slot + (cutOut ? " cut-out" : "") + (cutIn ? " cut-in" : "") + (held ? " held" : "");
    }
}
