package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.fanfare.testkit.Until;
import org.fanfare.testkit.client.EventStream.Dispatched;
import org.fanfare.testkit.client.Http;
import org.fanfare.testkit.client.JsonText;
import org.fanfare.testkit.client.Message;
import org.fanfare.testkit.client.RoomClient;
import org.fanfare.testkit.client.SseLink;
import org.fanfare.testkit.client.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rooms and presence over HTTP. */
@Timeout(60)
class RoomRestIT {
    private final Http http = new Http(Gateway.base());
    private final String room = Gateway.fresh().replace('.', '-');
    private RoomClient member = RoomClient.over(Transport.WEBSOCKET, Gateway.base(), room);

    @BeforeEach
    void join() {
        member = RoomClient.over(Transport.WEBSOCKET, Gateway.base(), room).join();
    }

    @AfterEach
    void disconnect() {
        member.close();
    }

    @Test
    void aRoomTellsItsRules() {
        HttpResponse<String> response = http.get("api/rooms/" + room);

        JsonObject told = JsonText.object(response.body());
        assertEquals(200, response.statusCode());
        assertEquals(room, told.getString("room"));
        assertEquals(1, told.getInt("member_count"));
        assertEquals(20, told.getInt("capacity"));
        assertEquals(
                List.of("message", "text", "typing"),
                told.getJsonArray("words").stream()
                        .map(word -> word.toString().replace("\"", ""))
                        .collect(Collectors.toList()));
        assertTrue(response.headers().firstValue("Cache-Control").orElse("").contains("no-store"));
    }

    @Test
    void joiningIs201AndLeaving204() {
        HttpResponse<String> joined = http.postJson("api/rooms/" + room + "/members", "{}");
        String token = JsonText.object(joined.body()).getString("member");
        HttpResponse<String> left = Http.send(
                http.request("api/rooms/" + room + "/members/" + token).DELETE());

        assertEquals(201, joined.statusCode());
        assertEquals(2, JsonText.object(joined.body()).getInt("member_count"));
        assertEquals(204, left.statusCode());
        assertEquals("", left.body());
        assertEquals("room.joined", member.take().type());
        assertEquals("room.left", member.take().type());
    }

    @Test
    void aMessageIs202WithTheEventsId() {
        HttpResponse<String> said = http.postJson(
                "api/rooms/" + room + "/messages",
                "{\"word\":\"text\",\"data\":1,\"echo\":true}",
                "Fanfare-Member",
                member.token());

        assertEquals(202, said.statusCode(), said.body());
        assertEquals(
                JsonText.object(said.body()).getString("id"),
                member.take("text").id());
    }

    @Test
    void theTokenMayStandInTheQueryAndTheWordMayBeLeftOut() {
        HttpResponse<String> said =
                http.postJson("api/rooms/" + room + "/messages?member=" + member.token(), "{\"data\":1,\"echo\":true}");

        assertEquals(202, said.statusCode(), said.body());
        assertEquals("message", member.take().type());
    }

    @ParameterizedTest(name = "{0} {1} with {2} is {3} {4}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    GET    | api/rooms/a.b                       |                            | 400 | BAD_TOPIC
                    GET    | api/rooms/a;b=c                     |                            | 400 | BAD_TOPIC
                    GET    | api/rooms/a/nothing                 |                            | 404 | NOT_FOUND
                    POST   | api/rooms/a/members                 | `{"metadata":1}`           | 400 | BAD_MESSAGE
                    POST   | api/rooms/a/members                 | `[]`                       | 400 | BAD_MESSAGE
                    POST   | api/rooms/a/members                 | ``                         | 400 | BAD_MESSAGE
                    POST   | api/rooms/a/members                 | `{"member":"made.up"}`     | 403 | NOT_A_MEMBER
                    DELETE | api/rooms/a/members/made.up         |                            | 404 | NOT_FOUND
                    POST   | api/rooms/a/messages                | `{"data":1}`               | 403 | NOT_A_MEMBER
                    POST   | api/rooms/a/messages?member=made.up | `{"data":1}`               | 403 | NOT_A_MEMBER
                    POST   | api/rooms/a/messages?member=made.up | `{"word":"x","data":1}`    | 400 | UNKNOWN_ACTION
                    POST   | api/rooms/a/messages?member=made.up | `{"word":"text"}`          | 400 | BAD_MESSAGE
                    GET    | api/topics/it.a/presence            |                            | 403 | FORBIDDEN
                    GET    | api/topics/a..b/presence            |                            | 400 | BAD_TOPIC
                    GET    | api/events/a?member=made.up         |                            | 403 | NOT_A_MEMBER
                    GET    | api/poll?topic=room:a&member=made.up |                           | 403 | NOT_A_MEMBER
                    """)
    void aWrongRequestIsAProblem(String method, String path, String body, int status, String code) {
        HttpResponse<String> response = Http.send(http.request(path)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));

        assertEquals(status, response.statusCode(), response.body());
        assertEquals(
                "application/problem+json",
                response.headers().firstValue("Content-Type").orElse(""));
        assertEquals(code, JsonText.object(response.body()).getString("code"));
    }

    @Test
    void aBodyOfAnotherTypeIsRefused() {
        assertEquals(
                415,
                http.post("api/rooms/" + room + "/members", "text/plain", "{}").statusCode());
    }

    @Test
    void typingTooOftenTellsWhenToTryAgain() {
        String path = "api/rooms/" + room + "/messages?member=" + member.token();
        http.postJson(path, "{\"word\":\"typing\",\"data\":true}");
        HttpResponse<String> again = http.postJson(path, "{\"word\":\"typing\",\"data\":true}");

        assertEquals(429, again.statusCode());
        assertEquals("1", again.headers().firstValue("Retry-After").orElse(""));
    }

    @Test
    void aListOfMembersGoesOnAfterAUser() {
        http.postJson("api/rooms/" + room + "/members", "{}");
        JsonObject all = JsonText.object(
                http.get("api/topics/room:" + room + "/presence").body());
        String first = all.getJsonArray("members").getJsonObject(0).getString("user");

        JsonObject rest = JsonText.object(http.get("api/topics/room:" + room + "/presence?after=" + Http.encode(first))
                .body());

        assertEquals(2, rest.getInt("count"));
        assertEquals(all.getJsonArray("members").subList(1, 2), rest.getJsonArray("members"));
    }

    @Test
    void whoStreamsATopicWithPresenceIsThereAndAPollerIsNot() throws InterruptedException {
        String topic = Gateway.fresh("here");
        http.get("api/poll?wait=0&topic=" + topic);
        try (SseLink watcher = stream("topic=" + topic + "&watch=true")) {
            watcher.next("welcome");
            try (SseLink other = stream("topic=" + topic)) {
                other.next("welcome");
                Message join = change(watcher);
                while (join.json().getInt("count") < 2) {
                    join = change(watcher);
                }

                assertEquals("join", join.text("event"));
                assertEquals(topic, join.topic());
            }
            // A server sees that a stream has broken when it writes to it.
            Until.holds("the other has left", Http.PATIENCE, () -> {
                http.postJson("api/topics/" + topic, "1");
                return JsonText.object(http.get("api/topics/" + topic + "/presence?counts=true")
                                        .body())
                                .getInt("count")
                        == 1;
            });
            Message leave = change(watcher);
            while (!leave.text("event").equals("leave")) {
                leave = change(watcher);
            }
            assertEquals(1, leave.json().getInt("count"));
            assertFalse(leave.raw().contains("sessions\":2"), leave.raw());
        }
    }

    private SseLink stream(String query) {
        return SseLink.open(http.request("api/events?" + query));
    }

    private static Message change(SseLink stream) {
        Dispatched event = stream.next("presence");
        return Message.of(event.data(), null);
    }

    @Test
    void aMembersStreamNamesWordsAndChanges() {
        String token = JsonText.object(
                        http.postJson("api/rooms/" + room + "/members", "{}").body())
                .getString("member");
        try (SseLink stream = SseLink.open(http.request("api/events/" + room + "?member=" + token))) {
            stream.next("welcome");
            member.say("text", "1").accepted();
            member.say("message", "2").accepted();
            member.leave().accepted();

            assertEquals("text", stream.next().name());
            Dispatched message = stream.next();
            assertEquals("message", message.name());
            assertTrue(message.ownId());
            assertEquals(2, JsonText.object(message.data()).getInt("data"));
            assertEquals("room.left", stream.next().name());
        }
    }
}
