package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.fanfare.hub.Arriving;
import org.fanfare.presence.Member;
import org.fanfare.topic.Topic;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** R26: who is there is the same on all nodes, whatever becomes of the nodes. */
class R26PresenceSchedulesTest {
    private static final Topic ROOM = new Topic("room:a");
    private static final long SOON_MILLIS = 500;
    private static final long DEAD_MILLIS = SimSettings.DEAD.toMillis();

    private final SimCase sim = new SimCase();
    private final SimWorld world = sim.world;

    private void comes(SimNode node, String handle, String user) {
        comes(node, handle, user, Arriving.Stay.UNTIL_DEPARTED);
    }

    private void comes(SimNode node, String handle, String user, Arriving.Stay stay) {
        node.hub.presence().arrive(new Arriving(ROOM, handle, user, null, Integer.MAX_VALUE, stay), arrival -> {});
    }

    private static List<String> users(SimNode node) {
        return node.hub.presence().roll(ROOM, null, 1_000, 1 << 20).members().stream()
                .map(Member::user)
                .toList();
    }

    /** What a node tells from now on: {@code +user} came, {@code -user} went. */
    private static List<String> ear(SimNode node) {
        List<String> told = new ArrayList<>();
        node.hub.presence().listen((topic, user, wasPresent) -> {
            boolean isPresent = node.hub.presence().find(topic, user) != null;
            if (isPresent != wasPresent) {
                told.add((isPresent ? "+" : "-") + user);
            }
        });
        return told;
    }

    private void agreeOn(String... users) {
        world.until("agreed", SOON_MILLIS, world.presence()::isAgreed);
        world.nodes().forEach(node -> assertEquals(List.of(users), users(node), node::toString));
    }

    @Test
    @DisplayName("R26: who comes to one node is there on all")
    void whoComesToOneNodeIsThereOnAll() {
        List<SimNode> nodes = sim.nodes("a", "b");
        List<String> told = ear(nodes.get(1));

        comes(nodes.get(0), "1", "ann");
        comes(nodes.get(1), "2", "bob");
        agreeOn("ann", "bob");
        nodes.get(0).hub.presence().depart(ROOM, "1", Duration.ZERO);
        agreeOn("bob");

        assertEquals(List.of("+ann", "+bob", "-ann"), told.stream().sorted().toList());
    }

    @Test
    @DisplayName("R26, R21: a node that starts learns the whole")
    void aNodeThatStartsLearnsTheWhole() {
        List<SimNode> nodes = sim.nodes("a", "b");
        for (int i = 0; i < 20; i++) {
            comes(nodes.get(i % 2), "h" + i, "u" + (char) ('a' + i));
        }
        world.pass(SOON_MILLIS);

        SimNode c = world.start("c");
        sim.quiet();

        assertEquals(20, c.hub.presence().count(ROOM));
        assertEquals(users(nodes.get(0)), users(c));
    }

    @Test
    @DisplayName("R26, R20: a node that is killed takes its members along after the dead timeout")
    void aKilledNodeTakesItsMembersAlong() {
        List<SimNode> nodes = sim.nodes("a", "b");
        comes(nodes.get(0), "1", "ann");
        comes(nodes.get(0), "2", "bob");
        comes(nodes.get(1), "3", "bob");
        agreeOn("ann", "bob");
        List<String> told = ear(nodes.get(1));

        world.kill(nodes.get(0));
        world.pass(DEAD_MILLIS - 500);
        assertEquals(List.of(), told);
        world.pass(1_500);

        assertEquals(List.of("-ann"), told);
        agreeOn("bob");
    }

    @Test
    @DisplayName("R26, R20: a node that was cut off brings its members back")
    void aNodeThatWasCutOffBringsItsMembersBack() {
        List<SimNode> nodes = sim.nodes("a", "b");
        comes(nodes.get(0), "1", "ann");
        agreeOn("ann");
        List<String> told = ear(nodes.get(1));

        SimCase.cut(nodes.get(0), true);
        world.pass(DEAD_MILLIS + 1_000);
        comes(nodes.get(0), "2", "bob");
        assertEquals(List.of(), users(nodes.get(1)));
        assertEquals(List.of("ann"), users(nodes.get(0)).stream().limit(1).toList());
        SimCase.cut(nodes.get(0), false);
        sim.quiet();

        agreeOn("ann", "bob");
        assertEquals(List.of("-ann", "+ann", "+bob"), told);
    }

    @Test
    @DisplayName("R26: who drops and comes back within the grace, on whatever node, neither leaves nor joins")
    void whoComesBackNeitherLeavesNorJoins() {
        List<SimNode> nodes = sim.nodes("a", "b", "c");
        comes(nodes.get(0), "1", "ann");
        agreeOn("ann");
        List<String> told = ear(nodes.get(2));

        nodes.get(0).hub.presence().depart(ROOM, "1", Duration.ofSeconds(10));
        world.pass(3_000);
        comes(nodes.get(1), "2", "ann");
        world.pass(20_000);

        assertEquals(List.of(), told);
        assertEquals(List.of(), nodes.get(0).hub.presence().here());
        Member member = nodes.get(2).hub.presence().find(ROOM, "ann");
        assertEquals(1, member == null ? 0 : member.sessions());
    }

    @Test
    @DisplayName("R26: a member over HTTP is taken over by the node that it comes to after its own has died")
    void aMemberOverHttpOutlivesItsNode() {
        List<SimNode> nodes = sim.nodes("a", "b");
        comes(nodes.get(0), "token", "~anon", Arriving.Stay.WHILE_SIGHTED);
        agreeOn("~anon");

        world.kill(nodes.get(0));
        assertTrue(nodes.get(1).hub.presence().attend(ROOM, "token"));
        world.pass(DEAD_MILLIS + 2_000);
        agreeOn("~anon");

        nodes.get(1).hub.presence().release(ROOM, "token");
        world.pass(3_500);
        agreeOn();
    }

    @Test
    @DisplayName("R26: who is expelled by one node is let go by the node that has it")
    void whoIsExpelledGoes() {
        List<SimNode> nodes = sim.nodes("a", "b");
        comes(nodes.get(0), "1", "ann");
        agreeOn("ann");

        nodes.get(1).hub.presence().expel(ROOM, "1", any -> assertTrue(any));
        world.pass(SOON_MILLIS);

        agreeOn();
    }

    @Test
    @DisplayName("R26, R7: presence that is lost for good is announced anew")
    void presenceThatIsLostIsAnnouncedAnew() {
        List<SimNode> nodes = sim.nodes("a", "b", "c");
        comes(nodes.get(0), "1", "ann");
        agreeOn("ann");
        List<String> told = ear(nodes.get(2));

        SimCase.loseEvents(nodes.get(2), true);
        comes(nodes.get(0), "2", "bob");
        nodes.get(0).hub.presence().depart(ROOM, "1", Duration.ZERO);
        world.pass(1_000);
        nodes.get(0).member.tick();
        world.until("given up", 30_000, () -> !nodes.get(2).run().lost().isEmpty());
        assertEquals(List.of(), told);
        SimCase.loseEvents(nodes.get(2), false);
        world.until("agreed", 10_000, world.presence()::isAgreed);

        agreeOn("bob");
        assertEquals(List.of("+bob", "-ann"), told);
    }

    @Test
    @DisplayName("R26, R22: a node that leaves takes its members along")
    void aNodeThatLeavesTakesItsMembersAlong() {
        List<SimNode> nodes = sim.nodes("a", "b");
        comes(nodes.get(0), "1", "ann");
        agreeOn("ann");

        nodes.get(0).leave();
        world.pass(DEAD_MILLIS + 3_000);

        agreeOn();
    }

    @Test
    @DisplayName("R26, R20: a node that begins a new run announces its members anew")
    void aNewRunAnnouncesItsMembersAnew() {
        List<SimNode> nodes = sim.nodes("a", "b");
        comes(nodes.get(0), "1", "ann");
        comes(nodes.get(1), "2", "bob");
        agreeOn("ann", "bob");
        String before = nodes.get(0).run().name();

        nodes.get(0).stop(true);
        world.pass(SimSettings.settleTime().toMillis() + 2_000);
        assertEquals(List.of("bob"), users(nodes.get(1)));
        nodes.get(0).stop(false);
        world.until("in a new run", 20_000, () -> !nodes.get(0).run().name().equals(before));
        sim.quiet(20_000);
        world.pass(DEAD_MILLIS + 500);

        agreeOn("ann", "bob");
    }
}
