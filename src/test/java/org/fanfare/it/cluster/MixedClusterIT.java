package org.fanfare.it.cluster;

import java.util.List;
import org.fanfare.testkit.broker.ArtemisBroker;
import org.fanfare.testkit.cluster.Stage;
import org.fanfare.testkit.server.Product;
import org.junit.jupiter.api.Tag;

/** A node on WildFly and one on Payara, around one Artemis broker. */
@Tag("payara")
@Tag("long")
class MixedClusterIT extends ClusterConformance {
    @Override
    Stage open() throws InterruptedException {
        return Stage.start(
                "cluster-mixed",
                ArtemisBroker.start("cluster-mixed-broker", 0),
                List.of(Product.WILDFLY, Product.PAYARA),
                Stage.QUICKLY);
    }
}
