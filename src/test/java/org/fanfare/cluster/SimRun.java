package org.fanfare.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.log.Entry;
import org.fanfare.log.LogSnapshot;
import org.fanfare.log.LostRange;
import org.fanfare.log.NodeLog;

/** One run of a simulated node, as an onlooker sees it: what came into its log, and since when it claims to be complete. */
final class SimRun {
    private final SimWorld world;
    private final SimNode node;
    private final String name;
    private final Map<EventId, Event> visible = new LinkedHashMap<>();
    private final Set<EventId> hidden = new HashSet<>();
    private final List<LostRange> lost = new ArrayList<>();
    private long completeSince;
    private boolean hasBeenReady;
    private long readyMillis;
    private boolean takesOver;
    private boolean hasLeftWhole;

    SimRun(SimWorld world, SimNode node) {
        this.world = world;
        this.node = node;
        this.name = node.log.node();
        this.completeSince = node.log.completeSinceSeconds();
    }

    String name() {
        return name;
    }

    SimNode node() {
        return node;
    }

    /** Whether its process lives and has not begun another run. */
    boolean goesOn() {
        return !node.isOver() && node.run() == this;
    }

    boolean hasBeenReady() {
        return hasBeenReady;
    }

    /** Whether it left, and said that all it had has reached the others. */
    boolean hasLeftWhole() {
        return hasLeftWhole;
    }

    void leftWhole(boolean whole) {
        hasLeftWhole = whole;
    }

    void took(Entry entry) {
        Event event = entry.event();
        LostRange range = entry.lost();
        EventId unseen = entry.hidden();
        if (event != null) {
            visible.put(event.id(), event);
            world.placed(this, event);
        } else if (range != null) {
            lost.add(range);
            world.gaveUp(this, range);
        } else if (unseen != null) {
            hidden.add(unseen);
            world.hid(this, unseen);
        }
    }

    /** Takes over another's state. */
    void restored(LogSnapshot snapshot) {
        visible.clear();
        takesOver = true;
        for (LogSnapshot.HeldEvent held : snapshot.events()) {
            visible.put(held.event().id(), held.event());
            world.placed(this, held.event());
        }
        world.trace(() -> this + " took over " + visible.size() + " events");
    }

    void review(NodeLog log, Member member) {
        long since = log.completeSinceSeconds();
        if (since != completeSince) {
            world.trace(() -> this + " is complete since " + since + ", before " + completeSince);
            completeSince = since;
            if (!takesOver) {
                world.completeOnlyNow(this);
            }
        }
        takesOver = false;
        if (!hasBeenReady && member.isReady()) {
            hasBeenReady = true;
            readyMillis = world.millis();
            world.ready(this);
        }
    }

    /** For how long it has been ready. */
    long readyForMillis() {
        return hasBeenReady ? world.millis() - readyMillis : 0;
    }

    long completeSince() {
        return completeSince;
    }

    /** Whether an event may have been placed before the run could claim to be complete. */
    boolean isYoungerThan(EventId id) {
        return world.bornMillis(id) / 1_000
                <= completeSince - SimSettings.START_MILLIS / 1_000 + SimSettings.SKEW.toSeconds() + 1;
    }

    boolean shows(EventId id) {
        return visible.containsKey(id);
    }

    boolean holds(EventId id) {
        return visible.containsKey(id) || hidden.contains(id);
    }

    boolean hasGivenUp(EventId id) {
        return lost.stream()
                .anyMatch(
                        range -> range.node().equals(id.node()) && range.from() <= id.seq() && id.seq() <= range.to());
    }

    Map<EventId, Event> visible() {
        return visible;
    }

    List<LostRange> lost() {
        return lost;
    }

    @Override
    public String toString() {
        return name;
    }
}
