package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.fanfare.testkit.client.Transport;
import org.fanfare.testkit.client.WebSocketLink;
import org.junit.jupiter.api.Test;

/** The protocol over WebSocket, one message a frame. */
class WebSocketConformanceIT extends WebSocketConformance {

    @Override
    Transport transport() {
        return Transport.WEBSOCKET;
    }

    @Test
    void theSubprotocolIsTheOneOffered() {
        try (WebSocketLink link = connect("ws", WebSocketLink.PLAIN)) {
            assertEquals(WebSocketLink.PLAIN, link.subprotocol());
        }
    }

    @Test
    void aClientThatOffersNoSubprotocolIsServedPlain() {
        try (WebSocketLink link = connect("ws")) {
            assertEquals("", link.subprotocol());
            assertEquals("welcome", link.next().type());
            link.send("{\"action\":\"ping\"}");
            assertEquals("pong", link.next("pong").type());
        }
    }
}
