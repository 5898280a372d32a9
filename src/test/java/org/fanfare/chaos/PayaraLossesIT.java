package org.fanfare.chaos;

import java.util.List;
import org.fanfare.testkit.broker.OpenMqBroker;
import org.fanfare.testkit.cluster.Stage;
import org.fanfare.testkit.server.Product;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** Two nodes on Payara, around an OpenMQ broker. */
@Tag("payara")
@Timeout(300)
class PayaraLossesIT extends LossesUnderLoad {
    PayaraLossesIT() {
        super(1);
    }

    @Override
    Stage open() throws InterruptedException {
        return Stage.start(
                "chaos-payara",
                OpenMqBroker.start("chaos-payara-broker"),
                List.of(Product.PAYARA, Product.PAYARA),
                Stage.QUICKLY);
    }
}
