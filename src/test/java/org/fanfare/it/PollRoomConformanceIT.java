package org.fanfare.it;

import org.fanfare.testkit.client.Transport;

/** Rooms over long-polling. */
class PollRoomConformanceIT extends HttpRoomConformance {
    @Override
    Transport transport() {
        return Transport.POLL;
    }
}
