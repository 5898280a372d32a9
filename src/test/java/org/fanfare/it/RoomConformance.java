package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.fanfare.testkit.Until;
import org.fanfare.testkit.client.Http;
import org.fanfare.testkit.client.JsonText;
import org.fanfare.testkit.client.Message;
import org.fanfare.testkit.client.Publish;
import org.fanfare.testkit.client.Reply;
import org.fanfare.testkit.client.RoomClient;
import org.fanfare.testkit.client.Subscription;
import org.fanfare.testkit.client.TestClient;
import org.fanfare.testkit.client.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What rooms promise their members on every transport. */
@Timeout(60)
abstract class RoomConformance {
    final String room = Gateway.fresh().replace('.', '-');
    final Http http = new Http(Gateway.base());
    private final List<AutoCloseable> opened = new ArrayList<>();

    abstract Transport transport();

    @AfterEach
    void disconnect() throws Exception {
        for (AutoCloseable client : opened) {
            client.close();
        }
    }

    /** A client over the transport under test. */
    RoomClient client() {
        return client(transport());
    }

    RoomClient client(Transport over) {
        RoomClient client = RoomClient.over(over, Gateway.base(), room);
        opened.add(client);
        return client;
    }

    /** A member of the room who is told of all by WebSocket. */
    RoomClient witness() {
        return client(Transport.WEBSOCKET).join();
    }

    JsonObject presence(String query) {
        return Http.reply(http.get(Http.topicPath("room:" + room) + "/presence" + query))
                .accepted()
                .json();
    }

    /** Who goes is told a moment after. */
    void awaitMembers(int count) throws InterruptedException {
        Until.holds(
                count + " members",
                Http.PATIENCE,
                () -> presence("?counts=true").getInt("count") == count);
    }

    @Test
    void joiningIsAnsweredByATokenAndTheNumberOfMembers() {
        Reply first = client().join("\"metadata\":{}").accepted();
        Reply second = client().join("").accepted();

        assertEquals(1, first.data().getInt("member_count"));
        assertEquals(2, second.data().getInt("member_count"));
        assertTrue(first.data().getString("member").matches("[a-z0-9]+\\.[a-z0-9]+"), first.toString());
        assertNotEquals(first.data().getString("member"), second.data().getString("member"));
    }

    @Test
    void theOthersAreToldWhoJoinsAndLeaves() {
        RoomClient witness = witness();
        RoomClient member = client();

        member.join("\"metadata\":{\"nick\":\"Ann\"}").accepted();
        Message joined = witness.take();
        member.leave().accepted();
        Message left = witness.take();

        assertEquals("room.joined", joined.type(), joined.raw());
        assertEquals(room, joined.text("room"));
        assertEquals(room, joined.text("room_id"));
        assertEquals(member.user(), joined.text("user"));
        assertEquals(2, joined.json().getInt("member_count"));
        assertEquals("Ann", joined.json().getJsonObject("metadata").getString("nick"));
        assertEquals("room.left", left.type(), left.raw());
        assertEquals(member.user(), left.text("user"));
        assertEquals(1, left.json().getInt("member_count"));
    }

    @Test
    void aTokenIsToldToNobodyElse() {
        RoomClient witness = witness();
        RoomClient member = client().join();
        String secret = member.token().substring(member.token().indexOf('.') + 1);

        member.say("text", "1").accepted();

        assertFalse(witness.take("room.joined").raw().contains(secret));
        assertFalse(witness.take("text").raw().contains(secret));
        assertFalse(presence("").toString().contains(secret));
    }

    @Test
    void aWordReachesAllMembersButItsSender() {
        RoomClient witness = witness();
        RoomClient member = client().join();
        RoomClient another = client().join();
        witness.take("room.joined");

        String id = member.say("text", "{ \"body\" : \"hi\", \"n\" : 1.0 }").eventId();
        String later = witness.say("text", "2").eventId();

        for (RoomClient listener : List.of(witness, another)) {
            Message word = listener.take("text");
            assertEquals(id, word.id());
            assertEquals(room, word.text("room"));
            assertEquals(member.user(), word.text("user"));
            assertTrue(word.raw().contains("\"data\":{\"body\":\"hi\",\"n\":1.0}"), word.raw());
            assertTrue(
                    word.text("timestamp").matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"), word.raw());
        }
        assertEquals(later, member.take("text").id());
    }

    @Test
    void aWordComesBackToASenderWhoWantsIt() {
        RoomClient member = client().join();

        String id = member.say("text", "1", true).eventId();

        assertEquals(id, member.take("text").id());
    }

    @Test
    void allWordsOfTheRoomComeUnderTheirName() {
        RoomClient witness = witness();
        RoomClient member = client().join();

        witness.say("text", "1").accepted();
        witness.say("message", "2").accepted();

        Message text = member.take("text");
        Message message = member.take("message");
        assertEquals(1, text.json().getInt("data"));
        assertEquals(2, message.json().getInt("data"));
        assertFalse(message.json().containsKey("event"), message.raw());
    }

    @Test
    void whoOnlySubscribesGetsAWordAsAnEvent() {
        TestClient subscriber = transport().client(Gateway.base());
        opened.add(subscriber);
        subscriber.subscribe(Subscription.to("room:" + room)).accepted();
        RoomClient member = witness();

        member.say("text", "{\"body\":\"hi\"}").accepted();
        member.say("message", "2").accepted();

        Message text = subscriber.event();
        assertEquals("text", text.text("event"));
        assertTrue(text.hasRawPayload("{\"body\":\"hi\"}"), text.raw());
        assertEquals(member.user(), text.text("user"));
        Message message = subscriber.event();
        assertFalse(message.json().containsKey("event"), message.raw());
    }

    @Test
    void aPlainPublishReachesMembersAsAnEvent() {
        RoomClient member = client().join();

        String id = http.publish(Publish.of("room:" + room, "{\"a\":1}")).eventId();

        Message event = member.take("data");
        assertEquals(id, event.id());
        assertEquals("room:" + room, event.topic());
        assertTrue(event.hasRawPayload("{\"a\":1}"), event.raw());
    }

    @Test
    void onlyMembersMaySpeak() {
        RoomClient stranger = client();
        RoomClient member = client().join();

        assertEquals("NOT_A_MEMBER", stranger.say("text", "1").code());
        member.leave().accepted();
        assertEquals("NOT_A_MEMBER", member.say("text", "1").code());
    }

    @Test
    void whatIsNoWordOfTheRoomIsAnUnknownAction() {
        RoomClient member = client().join();

        assertEquals("UNKNOWN_ACTION", member.say("shout", "1").code());
        member.say("text", "1").accepted();
    }

    @Test
    void aFullRoomTakesNobodyElse() throws InterruptedException {
        RoomClient first = client().join();
        for (int i = 1; i < 20; i++) {
            Http.reply(http.postJson("api/rooms/" + room + "/members", "{}")).accepted();
        }

        assertEquals("LIMIT_EXCEEDED", client().join("").code());
        first.leave().accepted();
        awaitMembers(19);
        client().join("").accepted();
    }

    @Test
    void typingIsNotRetainedAndMayNotBeSaidOften() {
        RoomClient witness = witness();
        RoomClient member = client().join();

        member.say("typing", "true").accepted();
        Reply again = member.say("typing", "true");
        member.say("text", "1").accepted();

        Message typing = witness.take("typing");
        assertEquals(member.user(), typing.text("user"));
        assertEquals("RATE_LIMITED", again.code());
        assertTrue(again.json().getInt("retry_after") > 0, again.toString());
        witness.take("text");
        assertEquals(
                List.of("text"),
                http.history("room:" + room, 10).accepted().json().getJsonArray("events").stream()
                        .map(event -> event.asJsonObject().getString("event"))
                        .toList());
    }

    @Test
    void everybodyMaySeeWhoIsThere() {
        RoomClient witness = witness();
        RoomClient member = client();
        member.join("\"metadata\":{\"nick\":\"Ann\"}").accepted();

        JsonObject all = presence("");
        JsonObject counted = presence("?counts=true");

        assertEquals(room, all.getString("topic").substring("room:".length()));
        assertEquals(2, all.getInt("count"));
        List<JsonObject> members = all.getJsonArray("members").getValuesAs(JsonObject.class);
        assertEquals(
                List.of(witness.user(), member.user()).stream().sorted().toList(),
                members.stream().map(one -> one.getString("user")).toList());
        JsonObject ann = members.stream()
                .filter(one -> one.getString("user").equals(member.user()))
                .collect(Collectors.toList())
                .get(0);
        assertEquals(1, ann.getInt("sessions"));
        assertEquals("Ann", ann.getJsonObject("metadata").getString("nick"));
        assertTrue(ann.getString("since").endsWith("Z"));
        assertEquals(2, counted.getInt("count"));
        assertFalse(counted.containsKey("members"));
    }

    @Test
    void metadataIsAnObjectAndBounded() {
        String atLimit = "{\"a\":\"" + "x".repeat(1024 - 8) + "\"}";

        assertEquals("BAD_MESSAGE", client().join("\"metadata\":\"Ann\"").code());
        assertEquals(
                "TOO_LARGE",
                client().join("\"metadata\":" + atLimit.replace("xx", "xxx")).code());
        client().join("\"metadata\":" + atLimit).accepted();
    }

    @Test
    void aTokenGoesOnAsTheSameMember() {
        RoomClient witness = witness();
        RoomClient member = client().join();
        witness.take("room.joined");

        RoomClient again = client();
        Reply reply = again.join("\"member\":" + JsonText.quote(member.token())).accepted();
        String id = again.say("text", "1").eventId();

        assertEquals(member.user(), again.user());
        assertEquals(2, reply.data().getInt("member_count"));
        Message word = witness.take();
        assertEquals(id, word.id(), word.raw());
        assertEquals(member.user(), word.text("user"));
    }

    @Test
    void aNameThatIsNoRoomsIsRefused() {
        RoomClient misnamed = RoomClient.over(transport(), Gateway.base(), "a.b");
        opened.add(misnamed);

        assertEquals("BAD_TOPIC", misnamed.join("").code());
    }
}
