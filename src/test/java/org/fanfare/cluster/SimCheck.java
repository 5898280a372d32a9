package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.PublishKey;

/** What must be true of a simulated cluster once its faults have been healed and time has passed. */
final class SimCheck {
    private final SimWorld world;

    SimCheck(SimWorld world) {
        this.world = world;
    }

    /** Checks all. */
    void all() {
        nodesAgree();
        world.losses().forEach(this::lossHasCause);
        nothingAcknowledgedIsLost();
        aKeyGivesOneEvent();
        world.clients().forEach(this::client);
        for (SimNode node : world.nodes()) {
            assertTrue(node.holdsNothing(), () -> node + " holds sessions that have ended");
        }
    }

    /** Whether nodes have nothing to do any more, and stand where all others do. */
    boolean isQuiet() {
        List<SimNode> nodes = world.nodes();
        for (SimNode node : nodes) {
            ClusterStatus status = node.member.status();
            boolean quiet = status.ready()
                    && !status.deaf()
                    && status.waiting() == 0
                    && status.unheardBytes() == 0
                    && status.heldBytes() == 0
                    && !node.link.isDisturbed();
            if (!quiet
                    || node.isStopped()
                    || !node.log.wholePosition().equals(nodes.get(0).log.wholePosition())) {
                return false;
            }
        }
        return !nodes.isEmpty() && world.publisher().isDone();
    }

    private void nodesAgree() {
        if (!world.settings().retainsAll()) {
            return;
        }
        List<SimRun> runs = world.nodes().stream().map(SimNode::run).toList();
        Set<EventId> any = new HashSet<>();
        runs.forEach(run -> any.addAll(run.visible().keySet()));
        for (SimRun run : runs) {
            for (EventId id : any) {
                assertTrue(
                        run.holds(id) || run.hasGivenUp(id) || showsAnotherOfItsKey(run, id) || run.isYoungerThan(id),
                        () -> run + " stands past " + id + ", and neither holds it nor gave it up");
            }
        }
    }

    private boolean showsAnotherOfItsKey(SimRun run, EventId id) {
        PublishKey key = fate(id).event.publication().key();
        return key != null
                && run.visible().values().stream()
                        .anyMatch(event -> key.equals(event.publication().key()));
    }

    private SimWorld.Fate fate(EventId id) {
        return Objects.requireNonNull(world.fates().get(id));
    }

    private void lossHasCause(SimLoss loss) {
        boolean hasCause = loss.avoidable().isEmpty()
                || world.history().hasSeparatedForLong()
                || world.settings().keepsLittle()
                || !world.settings().retainsAll();
        assertTrue(
                hasCause || loss.avoidable().stream().allMatch(world.publisher()::wasRefused),
                () -> loss.run() + " gave up " + loss.avoidable() + ", which others held");
    }

    private void nothingAcknowledgedIsLost() {
        world.fates().forEach((id, fate) -> {
            if (world.settings().retainsAll() && fate.acked && world.holders(id).isEmpty()) {
                assertTrue(fate.excused, () -> id + " was acknowledged, and nobody holds it");
                assertTrue(
                        world.history().hasLostMessages() || world.history().hasLostAllNodes(),
                        () -> id + " was acknowledged, and lost with a node alone");
            }
        });
    }

    private void aKeyGivesOneEvent() {
        for (SimNode node : world.nodes()) {
            Map<PublishKey, EventId> byKey = new HashMap<>();
            node.run().visible().forEach((id, event) -> {
                PublishKey key = event.publication().key();
                EventId other = key == null ? null : byKey.put(key, id);
                assertTrue(other == null, () -> node + " shows two events of " + key + ": " + other + " and " + id);
            });
        }
    }

    private void client(SimClient client) {
        if (!client.hasStarted()) {
            return;
        }
        onceAndInOrder(client);
        nothingMissing(client);
        gapsHaveCauses(client);
    }

    private void onceAndInOrder(SimClient client) {
        Set<EventId> got = new HashSet<>();
        Map<String, Long> last = new HashMap<>();
        for (SimClient.Told told : client.story()) {
            Event event = told.event();
            if (event != null) {
                EventId id = event.id();
                assertTrue(got.add(id), () -> "twice: " + id + " in " + client);
                Long before = last.put(id.node(), id.seq());
                assertTrue(before == null || before < id.seq(), () -> "out of order: " + id + " in " + client);
                assertTrue(client.wants(event.topic()), () -> "not wanted: " + id + " in " + client);
            }
        }
    }

    private void nothingMissing(SimClient client) {
        Map<EventId, Integer> places = new HashMap<>();
        Set<PublishKey> keys = new HashSet<>();
        for (int i = 0; i < client.story().size(); i++) {
            Event event = client.story().get(i).event();
            if (event != null) {
                places.put(event.id(), i);
                PublishKey key = event.publication().key();
                if (key != null) {
                    keys.add(key);
                }
            }
        }
        for (SimWorld.Fate fate : world.fates().values()) {
            EventId id = fate.event.id();
            PublishKey key = fate.event.publication().key();
            if (key != null && id.seq() <= client.start().getOrDefault(id.node(), 0L)) {
                keys.add(key);
            }
        }
        List<EventId> missing = new ArrayList<>();
        for (SimWorld.Fate fate : world.fates().values()) {
            if (isDue(client, fate) && !places.containsKey(fate.event.id()) && !isToldOf(client, fate, places)) {
                PublishKey key = fate.event.publication().key();
                if (key == null || !(keys.contains(key) || isToldOfOneOf(client, key, places))) {
                    missing.add(fate.event.id());
                }
            }
        }
        assertEquals(List.of(), missing, () -> "silently lost for " + client);
    }

    /** Whether a gap stands where another event of the same key may have been, of which nodes show only one. */
    private boolean isToldOfOneOf(SimClient client, PublishKey key, Map<EventId, Integer> places) {
        return world.fates().values().stream()
                .anyMatch(fate -> key.equals(fate.event.publication().key()) && isToldOf(client, fate, places));
    }

    private boolean isDue(SimClient client, SimWorld.Fate fate) {
        EventId id = fate.event.id();
        boolean kept = world.nodes().stream().anyMatch(node -> node.run().shows(id));
        boolean mustBeKnown = fate.acked
                && fate.bornMillis >= client.startMillis()
                && !(fate.excused && world.history().hasLostMessages());
        return client.wants(fate.event.topic())
                && id.seq() > client.start().getOrDefault(id.node(), 0L)
                && (kept || mustBeKnown);
    }

    /** Whether a gap stands between what came of the stream and the topic before and after it. */
    private static boolean isToldOf(SimClient client, SimWorld.Fate fate, Map<EventId, Integer> places) {
        int from = -1;
        int to = client.story().size();
        EventId id = fate.event.id();
        for (Map.Entry<EventId, Integer> place : places.entrySet()) {
            Event other = client.story().get(place.getValue()).event();
            if (other != null
                    && other.id().node().equals(id.node())
                    && other.topic().equals(fate.event.topic())) {
                if (other.id().seq() < id.seq()) {
                    from = Math.max(from, place.getValue());
                } else {
                    to = Math.min(to, place.getValue());
                }
            }
        }
        return client.story().subList(from + 1, to).stream().anyMatch(told -> told.isGapFor(fate.event.topic()));
    }

    private void gapsHaveCauses(SimClient client) {
        for (SimClient.Told told : client.story()) {
            if (told.isGap()) {
                assertTrue(hasCause(told), () -> "a gap without a cause: " + told + " of " + client);
            }
        }
    }

    private boolean hasCause(SimClient.Told gap) {
        return switch (String.valueOf(gap.reason())) {
            case "lost" ->
                world.losses().stream()
                        .map(SimLoss::range)
                        .anyMatch(range -> range.to() > gap.since().seen(range.node()));
            case "unproven" -> gap.since().stampSeconds() <= gap.completeSince() + SimSettings.SKEW.toSeconds();
            case "evicted" -> !world.settings().retainsAll();
            default -> false;
        };
    }
}
