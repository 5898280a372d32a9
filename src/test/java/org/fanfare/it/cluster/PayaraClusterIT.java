package org.fanfare.it.cluster;

import java.util.List;
import org.fanfare.testkit.broker.OpenMqBroker;
import org.fanfare.testkit.cluster.Stage;
import org.fanfare.testkit.server.Product;
import org.junit.jupiter.api.Tag;

/** Two nodes on Payara, around an OpenMQ broker. */
@Tag("payara")
class PayaraClusterIT extends ClusterConformance {
    @Override
    Stage open() throws InterruptedException {
        return Stage.start(
                "cluster-payara",
                OpenMqBroker.start("cluster-payara-broker"),
                List.of(Product.PAYARA, Product.PAYARA),
                Stage.QUICKLY);
    }
}
