package org.fanfare.chaos;

import java.util.Map;
import org.fanfare.testkit.cluster.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** Each fault several times, on three nodes. */
@Tag("long")
@Timeout(1_200)
class FaultsUnderLoadLongIT extends ArtemisFaultsUnderLoad {
    FaultsUnderLoadLongIT() {
        super(3);
    }

    @Override
    Stage open() throws InterruptedException {
        return Stage.start("chaos-long", 3, Map.of());
    }
}
