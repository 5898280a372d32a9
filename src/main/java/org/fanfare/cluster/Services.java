package org.fanfare.cluster;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.fanfare.event.Ticker;
import org.fanfare.hub.Backplane;
import org.fanfare.hub.Hub;
import org.fanfare.log.NodeLog;

/**
 * What a node of a cluster works with.
 *
 * @param maxClockSkew how far the clocks of two nodes may lie apart
 * @param random spreads what several nodes would do at the same moment
 * @param afterwards takes calls to others, to be made when no lock is held
 */
record Services(
        Hub hub,
        NodeLog log,
        Backplane backplane,
        ClusterLimits limits,
        Duration maxClockSkew,
        Ticker ticker,
        InstantSource clock,
        RandomGenerator random,
        Consumer<Runnable> afterwards) {}
