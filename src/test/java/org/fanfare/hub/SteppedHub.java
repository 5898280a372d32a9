package org.fanfare.hub;

import org.fanfare.session.SessionRegistry;

/** Steps a hub that runs on no threads of its own, for tests in other packages. */
public final class SteppedHub {
    private SteppedHub() {}

    /** Lets the shards do all there is to do. */
    public static void turn(Hub hub) {
        hub.turn();
    }

    /** Whether nothing is left of sessions that have ended. */
    public static boolean holdsNothing(Hub hub, SessionRegistry registry) {
        return registry.count() == 0 && hub.shards().stream().allMatch(Shard::holdsNothing);
    }
}
