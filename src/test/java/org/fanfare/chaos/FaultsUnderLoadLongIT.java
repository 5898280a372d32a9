package org.fanfare.chaos;

import java.util.Map;
import org.fanfare.testkit.cluster.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** Each fault several times, on three nodes. */
@Tag("long")
@Timeout(1_200)
@SuppressWarnings("NullAway.Init") // made before all tests
class FaultsUnderLoadLongIT extends FaultsUnderLoad {
    private static Stage stage;

    @BeforeAll
    static void start() throws InterruptedException {
        stage = Stage.start("chaos-long", 3, Map.of());
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @Override
    Stage stage() {
        return stage;
    }

    @Override
    Load load() {
        return new Load(3, Integer.getInteger("chaos.rate", 2_000), 3, 10);
    }

    @Override
    int rounds() {
        return 3;
    }
}
