package org.fanfare.chaos;

import java.util.Map;
import org.fanfare.testkit.cluster.Stage;
import org.junit.jupiter.api.Timeout;

/** Each fault once, on two nodes. */
@Timeout(300)
class FaultsUnderLoadIT extends ArtemisFaultsUnderLoad {
    FaultsUnderLoadIT() {
        super(1);
    }

    @Override
    Stage open() throws InterruptedException {
        return Stage.start("chaos", 2, Map.of());
    }
}
