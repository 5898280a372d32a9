package org.fanfare.chaos;

import java.util.List;
import java.util.Map;
import org.fanfare.testkit.broker.OpenMqBroker;
import org.fanfare.testkit.cluster.Stage;
import org.fanfare.testkit.server.Product;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** Each fault several times, on two nodes on Payara around an OpenMQ broker. */
@Tag("payara")
@Tag("long")
@Timeout(1_200)
class PayaraFaultsLongIT extends FaultsUnderLoad {
    PayaraFaultsLongIT() {
        super(3);
    }

    @Override
    Stage open() throws InterruptedException {
        return Stage.start(
                "chaos-payara-long",
                OpenMqBroker.start("chaos-payara-long-broker"),
                List.of(Product.PAYARA, Product.PAYARA),
                Map.of());
    }
}
