package org.fanfare.chaos;

import java.util.List;
import org.fanfare.testkit.broker.ArtemisBroker;
import org.fanfare.testkit.cluster.Stage;
import org.fanfare.testkit.server.Product;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** A node on WildFly and one on Payara, around one Artemis broker. */
@Tag("payara")
@Timeout(300)
class MixedLossesIT extends LossesUnderLoad {
    MixedLossesIT() {
        super(1);
    }

    @Override
    Stage open() throws InterruptedException {
        return Stage.start(
                "chaos-mixed",
                ArtemisBroker.start("chaos-mixed-broker", 0),
                List.of(Product.WILDFLY, Product.PAYARA),
                Stage.QUICKLY);
    }
}
