package org.fanfare.it;

import org.fanfare.testkit.client.Transport;

/** Rooms over WebSocket, one message a frame. */
class WebSocketRoomConformanceIT extends WebSocketRoomConformance {
    @Override
    Transport transport() {
        return Transport.WEBSOCKET;
    }
}
