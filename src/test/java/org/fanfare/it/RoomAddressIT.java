package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.fanfare.testkit.client.Http;
import org.fanfare.testkit.client.Message;
import org.fanfare.testkit.client.Publish;
import org.fanfare.testkit.client.RoomClient;
import org.fanfare.testkit.client.Transport;
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

            Message message = link.next("message");
            assertEquals(room, message.text("room"));
            assertTrue(message.raw().contains("\"data\":{\"text\":\"hello\",\"n\":1.0}"), message.raw());
        }
    }

    @Test
    void aConnectionToARoomIsAMember() {
        try (RoomClient witness = RoomClient.over(Transport.WEBSOCKET, Gateway.base(), room)) {
            witness.join();
            WebSocketLink link = connect();

            Message joined = witness.take();
            link.send("[1]");
            Message bare = witness.take();
            link.send("{\"type\":\"text\",\"data\":2}");
            Message word = witness.take();
            link.send("{\"type\":\"shout\",\"data\":3}");
            Message unknown = witness.take();
            link.close();
            Message left = witness.take();

            assertEquals("room.joined", joined.type(), joined.raw());
            assertEquals(2, joined.json().getInt("member_count"));
            assertEquals("message", bare.type(), bare.raw());
            assertTrue(bare.raw().contains("\"data\":[1]"), bare.raw());
            assertEquals("text", word.type(), word.raw());
            assertEquals(2, word.json().getInt("data"));
            assertEquals("message", unknown.type(), unknown.raw());
            assertEquals("room.left", left.type(), left.raw());
            assertEquals(joined.text("user"), left.text("user"));
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

    /** From its ack on it is a member. */
    private static void ready(WebSocketLink link) {
        assertEquals("join", link.next("ack").text("action"));
    }
}
