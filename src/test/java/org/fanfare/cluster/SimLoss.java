package org.fanfare.cluster;

import java.util.ArrayList;
import java.util.List;
import org.fanfare.event.EventId;
import org.fanfare.log.LostRange;

/**
 * A range that a run gave up, and whether it had to.
 *
 * @param avoidable those of its events that somebody else held at that moment
 */
record SimLoss(SimRun run, LostRange range, long atMillis, List<EventId> avoidable) {

    static SimLoss judge(SimWorld world, SimRun run, LostRange range) {
        List<EventId> avoidable = new ArrayList<>();
        for (long seq = range.from(); seq <= range.to(); seq++) {
            EventId id = new EventId(range.node(), seq);
            if (world.fates().containsKey(id) && !world.holders(id).isEmpty()) {
                avoidable.add(id);
            }
        }
        return new SimLoss(run, range, world.millis(), avoidable);
    }
}
