package org.fanfare.chaos;

import org.junit.jupiter.api.Timeout;

/** Each fault once, on two nodes. */
@Timeout(300)
class FaultsUnderLoadIT extends FaultsUnderLoad {
    FaultsUnderLoadIT() {
        super("chaos", 2, 1);
    }
}
