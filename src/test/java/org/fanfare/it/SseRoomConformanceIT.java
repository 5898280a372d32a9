package org.fanfare.it;

import org.fanfare.testkit.client.Transport;

/** Rooms over Server-Sent Events. */
class SseRoomConformanceIT extends HttpRoomConformance {
    @Override
    Transport transport() {
        return Transport.SSE;
    }
}
