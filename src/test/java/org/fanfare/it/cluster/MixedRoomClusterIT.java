package org.fanfare.it.cluster;

import java.util.List;
import org.fanfare.testkit.broker.ArtemisBroker;
import org.fanfare.testkit.cluster.Stage;
import org.fanfare.testkit.server.Product;
import org.junit.jupiter.api.Tag;

/** Rooms on a node on WildFly and one on Payara, around one Artemis broker. */
@Tag("payara")
@Tag("long")
class MixedRoomClusterIT extends RoomClusterConformance {
    @Override
    Stage open() throws InterruptedException {
        return Stage.start(
                "rooms-mixed",
                ArtemisBroker.start("rooms-mixed-broker", 0),
                List.of(Product.WILDFLY, Product.PAYARA),
                SETTINGS);
    }
}
