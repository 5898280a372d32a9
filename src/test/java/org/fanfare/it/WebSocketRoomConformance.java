package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import org.fanfare.testkit.client.JsonText;
import org.fanfare.testkit.client.Message;
import org.fanfare.testkit.client.RoomClient;
import org.fanfare.testkit.client.WebSocketLink;
import org.junit.jupiter.api.Test;

/** What only WebSocket has of rooms: several of one connection, watching, and answers with ids. */
abstract class WebSocketRoomConformance extends RoomConformance {

    private WebSocketLink connect() {
        return WebSocketLink.open(Gateway.base(), "ws", WebSocketLink.PLAIN);
    }

    /** Sends an action, and returns what answers it. */
    private static Message ask(WebSocketLink link, String members) {
        link.send("{\"id\":\"q\"," + members + "}");
        while (true) {
            Message message = link.next();
            if (message.json().containsKey("id") && "q".equals(JsonText.string(message.json(), "id"))) {
                return message;
            }
        }
    }

    private String inRoom(String action) {
        return "\"action\":\"" + action + "\",\"room\":\"" + room + "\"";
    }

    @Test
    void anAckNamesItsActionAndRoom() {
        try (WebSocketLink link = connect()) {
            Message joined = ask(link, inRoom("join"));
            Message said = ask(link, inRoom("text") + ",\"data\":1");
            Message left = ask(link, inRoom("leave"));

            assertEquals("ack", joined.type(), joined.raw());
            assertEquals("join", joined.text("action"));
            assertEquals(room, joined.text("room"));
            assertTrue(joined.json().getJsonObject("data").getString("cursor").contains("t-"), joined.raw());
            assertEquals("text", said.text("action"));
            assertEquals(room, said.text("room"));
            assertEquals("delivered", said.json().getJsonObject("data").getString("status"));
            assertEquals("leave", left.text("action"));
            assertEquals(room, left.text("room"));
        }
    }

    @Test
    void aMemberWhoSubscribesAsWellGetsAWordOnceAsTheWord() {
        try (WebSocketLink link = connect()) {
            ask(link, inRoom("join"));
            ask(link, "\"action\":\"subscribe\",\"topics\":[\"room:" + room + "\",\"room:*\"]");
            RoomClient witness = witness();
            link.next("room.joined");

            witness.say("text", "1").accepted();
            witness.say("message", "2").accepted();

            assertEquals("text", link.next().type());
            assertEquals("message", link.next().type());
        }
    }

    @Test
    void leavingARoomLeavesTheSubscriptionAndUnsubscribingTheRoom() {
        try (WebSocketLink link = connect()) {
            ask(link, inRoom("join"));
            ask(link, "\"action\":\"subscribe\",\"topic\":\"room:" + room + "\"");
            ask(link, "\"action\":\"unsubscribe\"");
            RoomClient witness = witness();

            witness.say("text", "1").accepted();
            assertEquals(1, link.next("text").json().getInt("data"));
            ask(link, "\"action\":\"subscribe\",\"topic\":\"room:" + room + "\"");
            ask(link, inRoom("leave"));
            witness.say("text", "2").accepted();

            assertEquals(2, link.next("data").number());
        }
    }

    @Test
    void aDroppedConnectionLeavesTheRoom() {
        RoomClient witness = witness();
        RoomClient member = client().join();
        witness.take("room.joined");

        member.disconnect();

        assertEquals(member.user(), witness.take("room.left").text("user"));
    }

    @Test
    void theOthersOfAConnectionAreToldOfOneRoomOnly() {
        try (WebSocketLink link = connect()) {
            ask(link, inRoom("join"));
            Message joined = ask(link, "\"action\":\"join\",\"room\":\"" + room + "-2\"");
            witness();

            assertEquals(1, joined.json().getJsonObject("data").getInt("member_count"));
            assertEquals(room, link.next("room.joined").text("room"));
        }
    }

    @Test
    void whoWatchesIsToldOfEachChangeWithoutBeingThere() {
        try (WebSocketLink link = connect()) {
            Message answer = ask(link, inRoom("presence") + ",\"watch\":true");
            RoomClient member = client();
            member.join("\"metadata\":{\"nick\":\"Ann\"}").accepted();
            Message join = link.next();
            member.leave().accepted();
            Message leave = link.next();
            ask(link, inRoom("presence") + ",\"watch\":false");
            client().join();

            assertEquals("presence", answer.type(), answer.raw());
            assertEquals(0, answer.json().getInt("count"));
            assertChange("join", member.user(), 1, join);
            assertChange("leave", member.user(), 0, leave);
            assertEquals("pong", ask(link, "\"action\":\"ping\"").type());
        }
    }

    private static void assertChange(String event, String user, int count, Message message) {
        assertEquals("presence", message.type(), message.raw());
        assertEquals(event, message.text("event"));
        JsonObject who = message.json().getJsonArray("members").getJsonObject(0);
        assertEquals(user, who.getString("user"));
        assertEquals(count, message.json().getInt("count"));
    }

    @Test
    void aMemberReplacesItsMetadata() {
        RoomClient witness = witness();
        try (WebSocketLink link = connect();
                WebSocketLink watcher = connect()) {
            ask(link, inRoom("join") + ",\"metadata\":{\"nick\":\"Ann\"}");
            ask(watcher, inRoom("presence") + ",\"watch\":true");

            Message answer = ask(link, inRoom("presence") + ",\"data\":{\"away\":true}");

            Message update = watcher.next("presence");
            assertEquals("update", update.text("event"));
            JsonObject changed = update.json().getJsonArray("members").getJsonObject(0);
            assertTrue(changed.getJsonObject("metadata").getBoolean("away"));
            assertFalse(changed.getJsonObject("metadata").containsKey("nick"));
            assertEquals("ack", answer.type(), answer.raw());
            assertNotEquals(witness.user(), changed.getString("user"));
        }
    }

    @Test
    void metadataOfWhoIsNotThereIsRefused() {
        try (WebSocketLink link = connect()) {
            assertEquals(
                    "NOT_A_MEMBER",
                    ask(link, inRoom("presence") + ",\"data\":{\"away\":true}").text("code"));
        }
    }

    @Test
    void aListGoesOnAfterAUser() {
        RoomClient one = witness();
        RoomClient two = witness();
        String first = one.user().compareTo(two.user()) < 0 ? one.user() : two.user();
        String second = first.equals(one.user()) ? two.user() : one.user();
        try (WebSocketLink link = connect()) {
            Message rest = ask(link, inRoom("presence") + ",\"after\":\"" + first + "\"");

            assertEquals(room, rest.text("room"));
            assertEquals(2, rest.json().getInt("count"));
            assertEquals(1, rest.json().getJsonArray("members").size());
            assertEquals(
                    second, rest.json().getJsonArray("members").getJsonObject(0).getString("user"));
            assertFalse(rest.json().containsKey("more"), rest.raw());
        }
    }

    @Test
    void oneConnectionMayBeInSoManyRooms() {
        try (WebSocketLink link = connect()) {
            int most = link.next("welcome").json().getJsonObject("limits").getInt("rooms");
            for (int i = 0; i < most; i++) {
                assertEquals(
                        "ack",
                        ask(link, "\"action\":\"join\",\"room\":\"" + room + "-" + i + "\"")
                                .type());
            }

            assertEquals("LIMIT_EXCEEDED", ask(link, inRoom("join")).text("code"));
        }
    }
}
