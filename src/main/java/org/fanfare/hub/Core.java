package org.fanfare.hub;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.fanfare.event.Ticker;
import org.fanfare.log.NodeLog;
import org.fanfare.presence.PresenceRules;
import org.fanfare.room.RoomRules;
import org.fanfare.session.OutboxLimits;
import org.fanfare.session.SessionRegistry;
import org.fanfare.session.SlowPolicies;

/**
 * What all shards share.
 *
 * @param reaper closes connections, which may block; never a shard's thread
 * @param presence where it is known who is there
 * @param rooms what holds in rooms
 */
public record Core(
        NodeLog log,
        SessionRegistry registry,
        HubLimits limits,
        OutboxLimits outbox,
        SlowPolicies slow,
        Ticker ticker,
        InstantSource clock,
        Executor reaper,
        PresenceRules presence,
        RoomRules rooms) {

    /** What shards share where the rules are those without settings. */
    public Core(
            NodeLog log,
            SessionRegistry registry,
            HubLimits limits,
            OutboxLimits outbox,
            SlowPolicies slow,
            Ticker ticker,
            InstantSource clock,
            Executor reaper) {
        this(log, registry, limits, outbox, slow, ticker, clock, reaper, PresenceRules.STANDARD, RoomRules.STANDARD);
    }
}
