package org.fanfare.it.cluster;

import java.util.List;
import org.fanfare.testkit.broker.OpenMqBroker;
import org.fanfare.testkit.cluster.Stage;
import org.fanfare.testkit.server.Product;
import org.junit.jupiter.api.Tag;

/** Rooms on two nodes on Payara, around an OpenMQ broker. */
@Tag("payara")
@Tag("long")
class PayaraRoomClusterIT extends RoomClusterConformance {
    @Override
    Stage open() throws InterruptedException {
        return Stage.start(
                "rooms-payara",
                OpenMqBroker.start("rooms-payara-broker"),
                List.of(Product.PAYARA, Product.PAYARA),
                SETTINGS);
    }
}
