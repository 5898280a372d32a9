package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.fanfare.testkit.client.Http;
import org.fanfare.testkit.client.Message;
import org.fanfare.testkit.client.Publish;
import org.fanfare.testkit.client.WebSocketLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The address {@code /ws/{room}}. */
@Timeout(60)
class RoomAddressIT {
    private final String room = Gateway.fresh().replace('.', '-');
    private final Http http = new Http(Gateway.base());

    @Test
    void aConnectionToARoomGetsWhatIsPublishedToTheRoomsTopic() {
        try (WebSocketLink link = connect()) {
            ready(link);

            String id = http.publish(Publish.of("room:" + room, "{\"text\":\"hi\"}"))
                    .eventId();

            Message event = link.next("data");
            assertEquals(id, event.id());
            assertEquals("room:" + room, event.topic());
        }
    }

    @Test
    void anActionMeansTheActionThereToo() {
        try (WebSocketLink link = connect()) {
            link.send("{\"type\":\"ping\",\"id\":1}");

            assertEquals(1, link.next("pong").json().getInt("id"));
        }
    }

    @Test
    void aChatClientGetsItsOwnMessage() {
        try (WebSocketLink link = connect()) {
            link.send("{\"text\":\"hello\",\"n\":1.0}");

            Message event = link.next("data");
            assertEquals("room:" + room, event.topic());
            assertTrue(event.hasRawPayload("{\"text\":\"hello\",\"n\":1.0}"), event.raw());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "\"hello\"", "null", "true", "{"})
    void aBareValueThatIsNoObjectOrArrayIsABadMessage(String frame) {
        try (WebSocketLink link = connect()) {
            link.send(frame);

            assertEquals("BAD_MESSAGE", link.next("error").text("code"));
        }
    }

    private WebSocketLink connect() {
        return WebSocketLink.open(Gateway.base(), "ws/" + room, WebSocketLink.PLAIN);
    }

    /** After the answer to a later action the room has been joined. */
    private static void ready(WebSocketLink link) {
        link.send("{\"action\":\"ping\"}");
        link.next("pong");
    }
}
