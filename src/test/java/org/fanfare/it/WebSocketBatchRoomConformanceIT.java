package org.fanfare.it;

import org.fanfare.testkit.client.Transport;

/** Rooms over WebSocket, several messages a frame. */
class WebSocketBatchRoomConformanceIT extends WebSocketRoomConformance {
    @Override
    Transport transport() {
        return Transport.WEBSOCKET_BATCH;
    }
}
