package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.fanfare.event.Cursor;
import org.fanfare.event.EventId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The schedules that broke earlier drafts of the design, each by its number, as far as they take more than one node. Schedules 8, 10,
 * 11 and 16, and the parts of 3, 4, 5, 9 and 15 that one node shows, are tests of the hub and of the log; 7 also is a model of its own.
 */
class ClusterSchedulesTest {
    private static final long SETTLED_MILLIS = SimSettings.settleTime().toMillis();
    private static final long PATIENCE_MILLIS = SimSettings.PATIENCE.toMillis();
    private final SimCase sim = new SimCase();
    private final SimWorld world = sim.world;

    @Test
    @DisplayName("1 (R16): what a dead node acknowledged comes from a peer to one that was away")
    void whatADeadNodeAcknowledgedComesFromAPeer() {
        List<SimNode> nodes = sim.nodes("a", "b", "c");
        SimNode c = nodes.get(2);
        SimClient client = sim.client(c);
        SimCase.cut(c, true);

        SimCase.acknowledged(sim.say(nodes.get(0), 3));
        world.kill(nodes.get(0));
        SimCase.cut(c, false);
        sim.quiet();

        assertTrue(client.resume(c));
        sim.gotAll(client, "a001runnode", 1, 3);
        sim.check();
    }

    @Test
    @DisplayName("2 (R17): a stream of which a later number is heard first begins at 1")
    void aStreamBeginsAtOne() {
        List<SimNode> nodes = sim.nodes("a", "y");
        SimNode y = nodes.get(1);
        SimClient client = sim.client(y);
        SimCase.cut(y, true);
        SimNode b = world.start("b");
        world.until("ready", 5_000, b::serves);
        sim.say(b, 2);
        y.link.lose(message -> !(message instanceof Message.Events)
                && !message.header().node().equals(y.run().name()));
        SimCase.cut(y, false);
        world.until("heard again", 5_000, () -> !y.link.isDisturbed());

        sim.say(b, 1);
        assertEquals(0, y.log.last(b.run().name()));
        y.link.lose(null);
        sim.quiet();

        client.catchUp(y);
        sim.gotAll(client, b.run().name(), 1, 3);
        sim.check();
    }

    @Test
    @DisplayName("3 (R7): what was given up is a gap for who comes later with a cursor from before, not recovered")
    void whatWasGivenUpIsAGapForWhoComesLater() {
        List<SimNode> nodes = sim.nodes("a", "y");
        SimNode a = nodes.get(0);
        SimNode y = nodes.get(1);
        sim.say(a, 2);
        SimClient client = sim.client(y);
        SimCase.loseEvents(y, true);

        sim.say(a, 2);
        world.pass(SimSettings.BEAT.toMillis());
        world.history().losesMessages();
        world.kill(a);
        world.until(
                "given up",
                SETTLED_MILLIS + 2 * PATIENCE_MILLIS,
                () -> !y.run().lost().isEmpty());

        assertFalse(client.resume(y));
        assertEquals(List.of("lost"), client.gaps());
        assertEquals(4, y.log.last("a001runnode"));
        SimNode later = world.start("z");
        world.until("ready", 5_000, later::serves);
        SimClient another = new SimClient(world, "another", client);
        assertFalse(another.resume(later), "a node that took over the state knows of the loss");
    }

    @Test
    @DisplayName("4 (R1): the stamp of a node that is cut off stands still")
    void theStampOfADeafNodeStandsStill() {
        List<SimNode> nodes = sim.nodes("x", "y");
        SimNode y = nodes.get(1);
        SimClient client = sim.client(y);
        long cutSeconds = (SimSettings.START_MILLIS + world.millis()) / 1_000;
        SimCase.cut(y, true);

        world.pass(SETTLED_MILLIS / 2);
        SimNode z = world.start("z");
        world.until("ready", 5_000, z::serves);
        sim.say(z, 1);
        world.kill(z);
        y.log.publish(world.publisher().all().get(0).publication);
        y.turn();
        client.catchUp(y);

        Cursor cursor = Objects.requireNonNull(client.cursor());
        assertEquals(0, cursor.seen(z.run().name()));
        assertTrue(
                cursor.stampSeconds() <= cutSeconds + 3,
                () -> cursor + " handed out by a node cut off at " + cutSeconds);
    }

    @Test
    @DisplayName("4 (R5, R8): a cursor from before a stream that was born, died and was forgotten is a gap")
    void aCursorFromBeforeAForgottenStreamIsAGap() {
        SimNode y = sim.nodes("y").get(0);
        SimClient client = sim.client(y);
        SimNode z = world.start("z");
        world.until("ready", 5_000, z::serves);
        sim.say(z, 1);
        world.kill(z);

        world.pass(SimSettings.CURSOR_AGE.plusMinutes(12).toMillis());

        assertTrue(y.log.isForgotten(z.run().name()));
        assertFalse(client.resume(y));
        assertEquals(List.of("too-old"), client.gaps());
    }

    @Test
    @DisplayName("5 (R1, R8): an empty node after a restart of the whole cluster tells a client from before of a gap")
    void aRestartOfTheWholeClusterIsAGap() {
        List<SimNode> nodes = sim.nodes("a", "b");
        SimClient client = sim.client(nodes.get(0));
        sim.say(nodes.get(0), 3);
        nodes.forEach(world::kill);
        world.pass(1_000);

        SimNode c = sim.nodes("c").get(0);

        assertFalse(client.resume(c));
        assertEquals(List.of("unproven"), client.gaps());
    }

    @Test
    @DisplayName("7 (R2): a poller that goes round nodes whose logs are apart gets each event once")
    void aPollerThatGoesRoundGetsEachEventOnce() {
        List<SimNode> nodes = sim.nodes("a", "b", "c");
        SimClient client = sim.client(nodes.get(0));
        world.broker().faults.latencyMillis = 1_000;

        for (int i = 0; i < 60; i++) {
            world.publisher().say(nodes.get(i % 2), SimCase.TOPIC, false);
            client.poll(nodes.get(i % 3));
            world.step();
        }
        sim.quiet();

        client.catchUp(nodes.get(1));
        sim.gotAll(client, nodes.get(0).run().name(), 1, 30);
        sim.gotAll(client, nodes.get(1).run().name(), 1, 30);
    }

    @Test
    @DisplayName("12 (R15): a keyed publish repeated on a node that has not read the first one is the same event")
    void aRepetitionOnANodeThatIsBehindIsTheSameEvent() {
        List<SimNode> nodes = sim.nodes("a", "b");
        SimNode b = nodes.get(1);
        b.link.hold(true);
        SimPublisher.Said said = sim.sayKeyed(nodes.get(0));
        assertEquals(Set.of(new EventId("a001runnode", 1)), said.acks);
        assertEquals(0, b.log.last("a001runnode"));

        world.publisher().attempt(said, b);
        world.pass(200);
        b.link.hold(false);
        world.pass(500);

        assertEquals(Set.of(new EventId("a001runnode", 1)), said.acks);
        assertEquals(2, said.answers());
        assertEquals(0, b.log.last(b.run().name()));
    }

    @Test
    @DisplayName("12 (R15): a publish cut off by the death of its node, and repeated elsewhere, gives one event")
    void aRepetitionAfterTheNodesDeathGivesOneEvent() {
        List<SimNode> nodes = sim.nodes("a", "b");
        SimClient client = sim.client(nodes.get(1));
        SimPublisher.Said said = world.publisher().say(nodes.get(0), SimCase.TOPIC, true);
        world.until("entered", 1_000, () -> nodes.get(0).log.last("a001runnode") == 1);
        world.kill(nodes.get(0));

        world.publisher().attempt(said, nodes.get(1));
        world.until("acknowledged", 10_000, said::isAcked);

        client.catchUp(nodes.get(1));
        assertEquals(
                1,
                client.gotOf("a001runnode").size() + client.gotOf("b001runnode").size());
    }

    @Test
    @DisplayName("12 (R15): a node that subscribed anew learns where the others stand before it takes a key for new")
    void aRepetitionOnANodeThatMissedTheFirstIsTheSameEvent() {
        List<SimNode> nodes = sim.nodes("a", "b");
        SimNode b = nodes.get(1);
        b.link.loseAll();
        b.link.lose(message -> !message.header().node().equals(b.run().name()));
        SimPublisher.Said said = world.publisher().say(nodes.get(0), SimCase.TOPIC, true);
        world.until("acknowledged", 1_000, said::isAcked);
        world.until("subscribed anew", 2_000, () -> !b.link.isDisturbed());
        b.link.lose(null);
        assertEquals(0, b.log.last("a001runnode"));

        world.publisher().attempt(said, b);
        world.until("acknowledged again", 5_000, () -> said.answers() == 2);

        assertEquals(Set.of(new EventId("a001runnode", 1)), said.acks);
    }

    @Test
    @DisplayName("13 (R20): a node that stood still for less than the settle time goes on with its run")
    void aNodeThatStoodStillForAWhileGoesOn() {
        List<SimNode> nodes = sim.nodes("a", "b");
        SimNode b = nodes.get(1);
        SimClient client = sim.client(b);
        b.stop(true);
        sim.say(nodes.get(0), 3);

        world.pass(SETTLED_MILLIS - 5_000);
        b.stop(false);
        sim.quiet();

        assertEquals("b001runnode", b.run().name());
        assertTrue(client.resume(b));
        sim.gotAll(client, "a001runnode", 1, 3);
        sim.check();
    }

    @Test
    @DisplayName(
            "13 (R20): a node that stood still for longer than the settle time begins a new run, and its clients lose nothing")
    void aNodeThatStoodStillForLongBeginsANewRun() {
        List<SimNode> nodes = sim.nodes("a", "b");
        SimNode b = nodes.get(1);
        SimClient client = sim.client(b);
        client.resume(b);
        b.stop(true);
        sim.say(nodes.get(0), 3);

        world.pass(SETTLED_MILLIS + 5_000);
        b.stop(false);
        world.until("a new run", 5_000, () -> !b.run().name().equals("b001runnode"));
        sim.quiet();

        client.take();
        assertTrue(client.resume(b));
        sim.gotAll(client, "a001runnode", 1, 3);
        sim.check();
    }

    @Test
    @DisplayName("14 (R14, R18): a broker that is away for longer than the repair patience costs time, no event")
    void aBrokerThatIsAwayForLongCostsNoEvent() {
        List<SimNode> nodes = sim.nodes("a", "b");
        SimNode a = nodes.get(0);
        SimClient here = sim.client(a);
        SimClient there = sim.client(nodes.get(1));
        world.broker().stop();
        SimPublisher.Said said = sim.sayKeyed(a);
        world.pass(SimSettings.PUBLISH_WAIT.toMillis() + 500);
        SimPublisher.Said another = sim.say(a, 1).get(0);

        world.pass(3 * PATIENCE_MILLIS);
        here.catchUp(a);
        assertEquals(1, here.gotOf("a001runnode").size(), "those who are here get what enters here");
        assertFalse(said.isAcked() || another.isAcked());
        assertTrue(world.publisher().unavailable() > 0);
        world.broker().start();
        world.until("acknowledged", 10_000, said::isAcked);
        sim.quiet();

        here.catchUp(a);
        there.catchUp(nodes.get(1));
        assertEquals(here.gotOf("a001runnode"), there.gotOf("a001runnode"));
        assertEquals(List.of(), there.gaps());
        assertEquals(1, said.acks.size());
        sim.check();
    }

    @Test
    @DisplayName(
            "15 (R5): a crash loop of a hundred runs leaves cursors that are taken back, and nobody without what he missed or a gap")
    void aCrashLoopLeavesValidCursors() {
        SimNode a = sim.nodes("a").get(0);
        SimClient client = sim.client(a);
        for (int i = 0; i < 100; i++) {
            SimNode x = world.start("x");
            world.until("ready", 10_000, x::serves);
            world.publisher().say(x, SimCase.TOPIC, false);
            world.pass(100);
            world.kill(x);
            if (i == 20) {
                client.catchUp(a);
                assertEquals(List.of(), client.gaps());
            }
        }
        world.pass(SimSettings.DEAD.toMillis() + 1_000);

        assertTrue(a.log.position().seen().size() <= Cursor.MAX_NODES);
        assertNotNull(Cursor.parse(a.log.position().toString()));
        assertFalse(client.resume(a));
        assertEquals(Set.of("unproven"), new HashSet<>(client.gaps()));
        SimNode b = world.start("b");
        world.until("ready", 10_000, b::serves);
        assertEquals(a.log.wholePosition(), b.log.wholePosition());
    }
}
