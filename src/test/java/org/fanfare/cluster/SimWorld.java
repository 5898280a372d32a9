package org.fanfare.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.hub.PublishOutcome;
import org.fanfare.log.LostRange;
import org.fanfare.topic.TopicPattern;
import org.jspecify.annotations.Nullable;

/**
 * A simulated cluster: nodes, a broker between them, clients and a publisher, all of which move only when time is let pass. All chance
 * comes from one seed.
 */
final class SimWorld {
    private static final int STEP_MILLIS = 50;
    private static final int LONG_MILLIS = 3_000;

    /** What became of one event. */
    static final class Fate {
        final Event event;
        final SimRun origin;
        final long bornMillis;
        boolean acked;
        boolean excused;

        Fate(Event event, SimRun origin, long bornMillis) {
            this.event = event;
            this.origin = origin;
            this.bornMillis = bornMillis;
        }
    }

    private final SimSettings settings;
    private final SplittableRandom random;
    private final boolean traces;
    private final SimBroker broker;
    private final SimPublisher publisher;
    private final SimPresence presence;
    private final List<SimNode> nodes = new ArrayList<>();
    private final List<SimClient> clients = new ArrayList<>();
    private final Map<String, SimRun> runs = new LinkedHashMap<>();
    private final Map<EventId, Fate> fates = new LinkedHashMap<>();
    private final List<SimLoss> losses = new ArrayList<>();
    private final SimHistory history = new SimHistory();
    private final List<String> trace = new ArrayList<>();
    private final Map<String, Integer> names = new HashMap<>();
    private long millis;
    private int publishing;
    private int twice;
    private boolean clientsRest;

    /**
     * Creates a world without nodes.
     *
     * @param traces whether it writes down all that happens
     */
    SimWorld(long seed, SimSettings settings, boolean traces) {
        this.settings = settings;
        this.random = new SplittableRandom(seed);
        this.traces = traces;
        this.broker = new SimBroker(this, random.split());
        this.publisher = new SimPublisher(this, random.split());
        this.presence = new SimPresence(this, random.split());
    }

    SimSettings settings() {
        return settings;
    }

    long millis() {
        return millis;
    }

    SimBroker broker() {
        return broker;
    }

    SimPublisher publisher() {
        return publisher;
    }

    SimPresence presence() {
        return presence;
    }

    SimHistory history() {
        return history;
    }

    List<SimClient> clients() {
        return clients;
    }

    Map<EventId, Fate> fates() {
        return fates;
    }

    List<SimLoss> losses() {
        return losses;
    }

    Map<String, SimRun> runs() {
        return runs;
    }

    void trace(Supplier<String> line) {
        if (traces) {
            trace.add(String.format("%7.2f ", millis / 1_000.0) + line.get());
        }
    }

    /** All that happened, a line each. */
    String story() {
        return String.join("\n", trace);
    }

    String newName(String slot) {
        return String.format("%s%03drunnode", slot, names.merge(slot, 1, Integer::sum));
    }

    SimNode start(String slot) {
        return start(slot, 0);
    }

    SimNode start(String slot, long skewMillis) {
        trace(() -> slot + " starts" + (skewMillis == 0 ? "" : ", its clock ahead by " + skewMillis + " ms"));
        SimNode node = new SimNode(this, slot, settings, skewMillis, random.split());
        nodes.add(node);
        presence.watch(node);
        return node;
    }

    /** The processes that have not ended. */
    List<SimNode> nodes() {
        return nodes;
    }

    SimNode node(String slot) {
        return nodes.stream()
                .filter(node -> node.slot.equals(slot))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no node " + slot));
    }

    @Nullable
    SimNode anyServing() {
        List<SimNode> serving = nodes.stream().filter(SimNode::serves).toList();
        return serving.isEmpty() ? null : serving.get(random.nextInt(serving.size()));
    }

    SimClient follow(String... patterns) {
        List<TopicPattern> parsed =
                java.util.stream.Stream.of(patterns).map(TopicPattern::parse).toList();
        SimClient client = new SimClient(this, "client" + clients.size(), parsed, random.split());
        clients.add(client);
        return client;
    }

    /** How many are published in a hundred steps. */
    void publishing(int inHundredSteps) {
        publishing = inHundredSteps;
    }

    /** Lets clients do nothing of their own accord. */
    void clientsRest() {
        clientsRest = true;
    }

    /** Lets each client get all that there is to get, from some node. */
    void catchUp() {
        clientsRest = true;
        clients.forEach(client -> client.catchUp(nodes.get(random.nextInt(nodes.size()))));
    }

    void kill(SimNode node) {
        trace(() -> node + " is killed");
        history.killed(millis);
        node.kill();
        nodes.remove(node);
        ended();
    }

    /** Lets time pass. */
    void pass(long forMillis) {
        long until = millis + forMillis;
        while (millis < until) {
            step();
        }
    }

    /**
     * Lets time pass until something is so.
     *
     * @throws AssertionError if that takes longer
     */
    void until(String what, long mostMillis, BooleanSupplier isSo) {
        long end = millis + mostMillis;
        while (!isSo.getAsBoolean()) {
            if (millis >= end) {
                throw new AssertionError("after " + mostMillis + " ms: not " + what);
            }
            step();
        }
    }

    void step() {
        millis += STEP_MILLIS;
        broker.step();
        List<SimNode> order = new ArrayList<>(nodes);
        Collections.shuffle(order, new Random(random.nextLong()));
        order.forEach(SimNode::step);
        if (nodes.removeIf(SimNode::isOver)) {
            ended();
        }
        nodes.forEach(this::judge);
        if (!clientsRest) {
            clients.forEach(SimClient::step);
        }
        publisher.step();
        presence.step();
        if (publishing > 0) {
            for (int i = random.nextInt(100) < publishing ? 1 + random.nextInt(3) : 0; i > 0; i--) {
                publisher.say();
            }
        }
    }

    private void judge(SimNode node) {
        SimLink link = node.link;
        link.judge(broker.isDisturbed() || link.isDisturbed() || node.isStopped(), STEP_MILLIS);
        if (link.disturbedMillis() > 0) {
            history.separates();
        }
        if (link.disturbedMillis() >= SimSettings.PATIENCE.toMillis() - 2_000) {
            history.separatesForLong();
        }
    }

    SimRun begin(SimNode node) {
        SimRun run = new SimRun(this, node);
        runs.put(run.name(), run);
        trace(() -> run + " begins");
        return run;
    }

    /** A run has ended. */
    void ended() {
        if (nodes.stream().noneMatch(SimNode::serves)) {
            history.losesAllNodes();
        }
        excuse();
    }

    /** A run claims to be complete only from now: nobody could have handed it on what was before. */
    void completeOnlyNow(SimRun run) {
        if (!isSerene(run.node())) {
            return;
        }
        for (SimNode other : nodes) {
            if (other != run.node() && isLongInOrder(other)) {
                throw new AssertionError(run + " is complete only from now, and could have asked " + other);
            }
        }
    }

    private boolean isSerene(SimNode node) {
        SimLink link = node.link;
        return link.disturbedMillis() == 0 && !link.isDisturbed() && !link.isLossy() && !broker.isDisturbed();
    }

    /** Whether a node has been ready for a while, and what lies between it and the broker in order. */
    private boolean isLongInOrder(SimNode node) {
        return node.serves() && isSerene(node) && node.run().readyForMillis() >= LONG_MILLIS;
    }

    void ready(SimRun run) {
        trace(() -> run + " is ready");
    }

    void placed(SimRun run, Event event) {
        Fate fate = fates.get(event.id());
        if (fate == null) {
            SimRun origin = runs.getOrDefault(event.id().node(), run);
            fates.put(event.id(), new Fate(event, origin, millis));
        }
        if (traces) {
            trace(() -> run + " placed " + event.id());
        }
    }

    void hid(SimRun run, EventId id) {
        trace(() -> run + " hid " + id);
    }

    void gaveUp(SimRun run, LostRange range) {
        trace(() -> run + " gave up " + range);
        losses.add(SimLoss.judge(this, run, range));
    }

    void acknowledged(SimPublisher.Said said, PublishOutcome.Published published, SimRun run) {
        Fate fate = fates.get(published.id());
        if (fate == null) {
            throw new AssertionError(said + " was acknowledged as " + published.id() + ", which nobody has placed");
        }
        if (!fate.event.publication().payload().equals(said.publication.payload())) {
            throw new AssertionError(said + " was acknowledged as another: " + fate.event);
        }
        fate.acked = true;
        if (published.duplicate()) {
            return;
        }
        for (SimNode other : nodes) {
            if (other.run() != run && isLongInOrder(other) && isSerene(run.node())) {
                requireKept(said, published.id(), other);
            }
        }
    }

    /**
     * A key that was acknowledged was acknowledged again, as another event: somewhere on the way the node that did so was apart from those
     * who have the first one.
     */
    void acknowledgedAnew(SimPublisher.Said said, EventId again, SimRun run) {
        trace(() -> said + " was acknowledged twice, as " + said.acks);
        twice++;
        for (SimNode other : nodes) {
            boolean holds = other.run() != run
                    && said.acks.stream()
                            .anyMatch(id -> !id.equals(again) && other.run().holds(id));
            if (holds && isLongInOrder(other) && isLongInOrder(run.node()) && !history.hasSeparated()) {
                throw new AssertionError(said + " was acknowledged twice, as " + said.acks);
            }
        }
    }

    /** How many keys were acknowledged as two events. */
    int twice() {
        return twice;
    }

    /** When an event was placed for the first time. */
    long bornMillis(EventId id) {
        Fate fate = fates.get(id);
        return fate == null ? millis : fate.bornMillis;
    }

    /** What waits behind a hole is dropped past a bound, and asked for again (R18). */
    private static void requireKept(SimPublisher.Said said, EventId id, SimNode node) {
        boolean passed = node.log.last(id.node()) >= id.seq();
        boolean mayHaveDroppedIt = node.member.status().heldBytes() > 0;
        if (!passed && !mayHaveDroppedIt && !node.link.carries(id)) {
            throw new AssertionError(said + " was acknowledged, and " + id + " is not even on its way to " + node);
        }
    }

    /** Those of the runs that go on which hold an event. */
    List<SimRun> holders(EventId id) {
        return nodes.stream().map(SimNode::run).filter(run -> run.holds(id)).toList();
    }

    /** After a fault: notes what nobody holds any more. Acknowledged, that needs the loss of a node and of messages. */
    void excuse() {
        for (Fate fate : fates.values()) {
            if (!fate.excused
                    && !fate.origin.goesOn()
                    && holders(fate.event.id()).isEmpty()) {
                fate.excused = !isUnderway(fate.event.id());
                if (fate.excused && fate.acked) {
                    trace(() -> "nobody holds " + fate.event.id() + " any more, which was acknowledged");
                }
            }
        }
    }

    private boolean isUnderway(EventId id) {
        return nodes.stream().anyMatch(node -> node.link.carries(id));
    }
}
