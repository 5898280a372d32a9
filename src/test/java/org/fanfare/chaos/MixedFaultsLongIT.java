package org.fanfare.chaos;

import java.util.List;
import java.util.Map;
import org.fanfare.testkit.broker.ArtemisBroker;
import org.fanfare.testkit.cluster.Stage;
import org.fanfare.testkit.server.Product;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** Each fault several times, on a node on WildFly and one on Payara around one Artemis broker. */
@Tag("payara")
@Tag("long")
@Timeout(1_200)
class MixedFaultsLongIT extends ArtemisFaultsUnderLoad {
    MixedFaultsLongIT() {
        super(3);
    }

    @Override
    Stage open() throws InterruptedException {
        return Stage.start(
                "chaos-mixed-long",
                ArtemisBroker.start("chaos-mixed-long-broker", 0),
                List.of(Product.WILDFLY, Product.PAYARA),
                Map.of());
    }
}
