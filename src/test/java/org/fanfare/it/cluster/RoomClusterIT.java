package org.fanfare.it.cluster;

import org.fanfare.testkit.cluster.Stage;

/** Rooms on two nodes on the chosen server, around an Artemis broker. */
class RoomClusterIT extends RoomClusterConformance {
    @Override
    Stage open() throws InterruptedException {
        return Stage.start("rooms", 2, SETTINGS);
    }
}
