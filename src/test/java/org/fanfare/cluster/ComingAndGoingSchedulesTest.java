package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Schedule 6 of those that broke earlier drafts of the design, in its several forms, and how nodes leave. */
class ComingAndGoingSchedulesTest {
    private final SimCase sim = new SimCase();
    private final SimWorld world = sim.world;

    @Test
    @DisplayName("6 (R21): a donor that dies half-way spoils nothing: another one is asked")
    void aDonorThatDiesHalfWayIsReplaced() {
        List<SimNode> nodes = sim.nodes("a", "b");
        SimClient client = sim.client(nodes.get(1));
        for (int i = 0; i < 40; i++) {
            sim.say(nodes.get(0), 100);
        }
        Set<String> donors = new HashSet<>();
        SimNode c = world.start("c");
        c.link.lose(message -> {
            if (message instanceof Message.TransferPart part) {
                donors.add(part.header().node());
                return part.index() > 1;
            }
            return message instanceof Message.TransferEnd;
        });
        world.until("half-way", 5_000, () -> !donors.isEmpty());

        String first = donors.iterator().next();
        world.kill(nodes.stream()
                .filter(node -> node.run().name().equals(first))
                .findFirst()
                .orElseThrow());
        c.link.lose(null);
        sim.quiet();

        assertEquals(4_000, c.log.last("a001runnode"));
        client.catchUp(c);
        sim.gotAll(client, "a001runnode", 1, 4_000);
        sim.check();
    }

    @Test
    @DisplayName("6 (R21): of two donors one is asked")
    void ofTwoDonorsOneIsAsked() {
        List<SimNode> nodes = sim.nodes("a", "b");
        sim.say(nodes.get(0), 3);
        Set<String> donors = new HashSet<>();
        SimNode c = world.start("c");
        c.link.lose(message -> {
            if (message instanceof Message.TransferEnd) {
                donors.add(message.header().node());
            }
            return false;
        });

        sim.quiet();

        assertEquals(1, donors.size());
        assertEquals(3, c.run().visible().size());
    }

    @Test
    @DisplayName("6 (R21): nodes that all start at once become one cluster")
    void nodesThatStartAtOnceBecomeOneCluster() {
        for (String slot : List.of("a", "b", "c", "d")) {
            world.start(slot);
        }
        sim.quiet();
        SimClient client = sim.client(world.node("a"));

        world.nodes().forEach(node -> sim.say(node, 2));
        sim.quiet();

        client.catchUp(world.node("c"));
        world.nodes()
                .forEach(node ->
                        assertEquals(List.of(1L, 2L), client.gotOf(node.run().name())));
    }

    @Test
    @DisplayName("6 (R21): a node that took over a stale state is ready only with all that the others had")
    void aStaleDonorIsCaughtUpWith() {
        List<SimNode> nodes = sim.nodes("a", "b");
        SimNode a = nodes.get(0);
        SimNode b = nodes.get(1);
        SimClient waits = sim.client(b);
        waits.resume(b);
        SimCase.loseEvents(a, true);
        sim.say(b, 5);
        SimNode c = world.start("c");

        world.until("ready", 20_000, c::serves);

        assertEquals(0, a.log.last(b.run().name()), "the donor, which has the fewest clients, is stale");
        assertEquals(5, c.log.last(b.run().name()));
        SimCase.loseEvents(a, false);
        sim.check();
    }

    @Test
    @DisplayName("R22: the last node that is ready hands its state on before it leaves")
    void aNodeThatLeavesHandsItsStateOn() {
        SimNode a = sim.nodes("a").get(0);
        SimClient client = sim.client(a);
        sim.say(a, 3);
        SimNode b = world.start("b");
        world.pass(50);

        a.leave();
        world.until("ended", 10_000, a::isOver);
        sim.quiet();

        assertTrue(client.resume(b));
        sim.gotAll(client, "a001runnode", 1, 3);
    }

    @Test
    @DisplayName("R22: a node leaves once the others have all that entered there, and nothing of it is lost")
    void aNodeLeavesWhenTheOthersHaveAll() {
        List<SimNode> nodes = sim.nodes("a", "b");
        SimNode a = nodes.get(0);
        SimClient client = sim.client(a);
        client.resume(a);
        for (int i = 0; i < 20; i++) {
            world.publisher().say(a, SimCase.TOPIC, false);
        }
        nodes.get(1).link.hold(true);

        a.leave();
        world.pass(2_000);
        assertFalse(a.isOver());
        nodes.get(1).link.hold(false);
        world.until("ended", 5_000, a::isOver);

        assertTrue(client.resume(nodes.get(1)));
        sim.gotAll(client, "a001runnode", 1, 20);
        sim.check();
    }
}
