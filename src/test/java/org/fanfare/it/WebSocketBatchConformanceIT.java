package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.fanfare.testkit.client.Message;
import org.fanfare.testkit.client.Transport;
import org.fanfare.testkit.client.WebSocketLink;
import org.junit.jupiter.api.Test;

/** The protocol over WebSocket, several messages a frame. */
class WebSocketBatchConformanceIT extends WebSocketConformance {

    @Override
    Transport transport() {
        return Transport.WEBSOCKET_BATCH;
    }

    @Test
    void theBatchSubprotocolIsPreferred() {
        try (WebSocketLink link = connect("ws", WebSocketLink.BATCH, WebSocketLink.PLAIN)) {
            assertEquals(WebSocketLink.BATCH, link.subprotocol());
        }
    }

    @Test
    void anErrorInOneMessageOfAFrameLeavesTheOthers() {
        Message first = answerTo("{\"action\":\"ping\",\"id\":1}\nnonsense\n\"x\"\n{\"action\":\"ping\",\"id\":2}");

        assertEquals(1, first.json().getInt("id"));
        assertEquals("BAD_MESSAGE", socket().link().next("error").text("code"));
        assertEquals("BAD_MESSAGE", socket().link().next("error").text("code"));
        assertEquals(2, socket().link().next("pong").json().getInt("id"));
    }
}
