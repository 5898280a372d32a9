package org.fanfare.chaos;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** Each fault several times, on three nodes. */
@Tag("long")
@Timeout(1_200)
class FaultsUnderLoadLongIT extends FaultsUnderLoad {
    FaultsUnderLoadLongIT() {
        super("chaos-long", 3, 3);
    }
}
