package org.fanfare.chaos;

import java.util.Map;
import org.fanfare.testkit.cluster.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/** Each fault once, on two nodes. */
@Timeout(300)
@SuppressWarnings("NullAway.Init") // made before all tests
class FaultsUnderLoadIT extends FaultsUnderLoad {
    private static Stage stage;

    @BeforeAll
    static void start() throws InterruptedException {
        stage = Stage.start("chaos", 2, Map.of());
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
        return new Load(2, Integer.getInteger("chaos.rate", 2_000), 2, 10);
    }

    @Override
    int rounds() {
        return 1;
    }
}
