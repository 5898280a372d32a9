package org.fanfare.it.cluster;

import java.util.Map;
import org.fanfare.testkit.cluster.Stage;

/** Three nodes on the chosen server, around an Artemis broker. */
class ClusterIT extends ClusterConformance {
    @Override
    Stage open() throws InterruptedException {
        return Stage.start("cluster", 3, Map.of());
    }
}
