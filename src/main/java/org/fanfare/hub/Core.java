package org.fanfare.hub;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.fanfare.event.Ticker;
import org.fanfare.log.NodeLog;
import org.fanfare.session.OutboxLimits;
import org.fanfare.session.SessionRegistry;
import org.fanfare.session.SlowPolicies;

/**
 * What all shards share.
 *
 * @param reaper closes connections, which may block; never a shard's thread
 */
public record Core(
        NodeLog log,
        SessionRegistry registry,
        HubLimits limits,
        OutboxLimits outbox,
        SlowPolicies slow,
        Ticker ticker,
        InstantSource clock,
        Executor reaper) {}
