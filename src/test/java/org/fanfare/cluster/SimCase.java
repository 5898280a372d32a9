package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** A simulated cluster for one schedule that is written by hand: nobody does anything unless told. */
final class SimCase {
    static final String TOPIC = "market.a";
    private static final long SOON_MILLIS = 10_000;
    private static final long SAID_MILLIS = 300;

    final SimWorld world;
    private final SimCheck check;

    SimCase() {
        this(SimSettings.standard());
    }

    SimCase(SimSettings settings) {
        world = new SimWorld(1, settings, true);
        check = new SimCheck(world);
        world.clientsRest();
    }

    /** Starts nodes that are ready, and have been for longer than clocks may lie apart. */
    List<SimNode> nodes(String... slots) {
        List<SimNode> nodes = new ArrayList<>();
        for (String slot : slots) {
            nodes.add(world.start(slot));
            quiet();
        }
        world.pass(2 * SimSettings.SKEW.toMillis() + 1_000);
        return nodes;
    }

    /** Waits until all nodes are ready and stand at the same position. */
    void quiet() {
        quiet(SOON_MILLIS);
    }

    void quiet(long withinMillis) {
        world.until("quiet", withinMillis, check::isQuiet);
    }

    /** A client that has got all up to now. */
    SimClient client(SimNode at) {
        SimClient client = world.follow(TOPIC);
        client.catchUp(at);
        return client;
    }

    /** Publishes so many events, and gives them a moment. */
    List<SimPublisher.Said> say(SimNode to, int count) {
        List<SimPublisher.Said> said = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            said.add(world.publisher().say(to, TOPIC, false));
        }
        world.pass(SAID_MILLIS);
        return said;
    }

    SimPublisher.Said sayKeyed(SimNode to) {
        SimPublisher.Said said = world.publisher().say(to, TOPIC, true);
        world.pass(SAID_MILLIS);
        return said;
    }

    static void cut(SimNode node, boolean cut) {
        node.link.cutIn(cut);
        node.link.cutOut(cut);
    }

    /** Lets a node lose all events that others send or answer with, but nothing else. */
    static void loseEvents(SimNode node, boolean lose) {
        String name = node.run().name();
        node.link.lose(
                lose
                        ? message -> (message instanceof Message.Events || message instanceof Message.Answer)
                                && !message.header().node().equals(name)
                        : null);
    }

    /** Fails unless a client got just these of a stream, and no gap. */
    void gotAll(SimClient client, String stream, long from, long to) {
        assertEquals(LongStream.rangeClosed(from, to).boxed().toList(), client.gotOf(stream), world::story);
        assertEquals(List.of(), client.gaps(), world::story);
    }

    static void acknowledged(List<SimPublisher.Said> said) {
        said.forEach(one -> assertTrue(one.isAcked(), one::toString));
    }

    /** Checks all that is checked after a schedule of chance. */
    void check() {
        quiet();
        world.catchUp();
        check.all();
    }
}
