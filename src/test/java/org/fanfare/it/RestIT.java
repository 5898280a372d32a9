package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.fanfare.testkit.client.Http;
import org.fanfare.testkit.client.JsonText;
import org.fanfare.testkit.client.Message;
import org.fanfare.testkit.client.RawSocket;
import org.fanfare.testkit.client.Subscription;
import org.fanfare.testkit.client.TestClient;
import org.fanfare.testkit.client.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Publishing and reading over HTTP. */
@Timeout(60)
class RestIT {
    private final Http http = new Http(Gateway.base());
    private final TestClient client = Transport.WEBSOCKET.client(Gateway.base());
    private final String topic = Gateway.fresh();

    @AfterEach
    void disconnect() {
        client.close();
    }

    private Message published(HttpResponse<String> response) {
        assertEquals(202, response.statusCode(), response.body());
        Message event = client.event();
        assertEquals(event.id(), JsonText.object(response.body()).getString("id"));
        return event;
    }

    @Test
    void aPublishIs202WithTheEventsId() {
        client.subscribe(Subscription.to(topic)).accepted();

        Message event = published(http.postJson("api/topics/" + topic + "?event=NEW", "{\"a\":1.0}"));

        assertEquals("NEW", event.text("event"));
        assertTrue(event.hasRawPayload("{\"a\":1.0}"));
    }

    @Test
    void aTextBodyIsAJsonString() {
        client.subscribe(Subscription.to(topic)).accepted();

        Message event = published(http.post("api/topics/" + topic, "text/plain; charset=utf-8", "a \"b\"\r\n😀\u0001"));

        assertEquals("a \"b\"\r\n😀\u0001", event.text("payload"));
    }

    @Test
    void aContentTypeMayCarryParameters() {
        client.subscribe(Subscription.to(topic)).accepted();

        Message event = published(http.post("api/topics/" + topic, "Application/JSON; charset=UTF-8", "\"ü\""));

        assertEquals("ü", event.text("payload"));
    }

    @ParameterizedTest
    @CsvSource({"a/b.c:d", "x~y@z-1_2", "gift%2Fbox", "100%"})
    void aTopicInAPathIsPercentEncodedButForSlashes(String name) {
        String full = topic + "/" + name;
        client.subscribe(Subscription.to(full)).accepted();

        Message event = published(http.postJson(Http.topicPath(full), "1"));

        assertEquals(full, event.topic());
        assertEquals(
                1,
                JsonText.object(http.get(Http.topicPath(full) + "/history").body())
                        .getJsonArray("events")
                        .size());
    }

    @Test
    void aKeyedPublishMayBeRepeated() {
        JsonObject first = JsonText.object(http.postJson("api/topics/" + topic, "1", "Idempotency-Key", "k")
                .body());
        HttpResponse<String> again = http.postJson("api/topics/" + topic, "1", "Idempotency-Key", "k");
        HttpResponse<String> other = http.postJson("api/topics/" + topic, "2", "Idempotency-Key", "k");

        assertFalse(first.containsKey("duplicate"));
        assertEquals(202, again.statusCode());
        assertEquals(first.getString("id"), JsonText.object(again.body()).getString("id"));
        assertTrue(JsonText.object(again.body()).getBoolean("duplicate"));
        assertEquals(409, other.statusCode());
        assertEquals("CONFLICT", Http.reply(other).code());
    }

    @ParameterizedTest(name = "{0} {1} as {2} is {4} {5}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    POST | api/topics/it.a                | application/json | `{`      | 400 | BAD_MESSAGE
                    POST | api/topics/it.a                | application/json | ``       | 400 | BAD_MESSAGE
                    POST | api/topics/it.a                | text/plain       | ``       | 400 | BAD_MESSAGE
                    POST | api/topics/it.a                | application/json | `1 2`    | 400 | BAD_MESSAGE
                    POST | api/topics/it.a                | application/xml  | `<a/>`   | 415 | UNSUPPORTED_TYPE
                    POST | api/topics/it.a                | text/html        | `1`      | 415 | UNSUPPORTED_TYPE
                    POST | api/topics/it..a               | application/json | `1`      | 400 | BAD_TOPIC
                    POST | api/topics/it.*                | application/json | `1`      | 400 | BAD_TOPIC
                    POST | api/topics/it%20a              | application/json | `1`      | 400 | BAD_TOPIC
                    POST | api/topics/it.a?event=ack      | application/json | `1`      | 400 | BAD_MESSAGE
                    POST | api/publish                    | application/json | `{}`     | 400 | BAD_MESSAGE
                    POST | api/publish                    | application/json | `nope`   | 400 | BAD_MESSAGE
                    POST | api/publish                    | text/plain       | `[]`     | 415 | UNSUPPORTED_TYPE
                    POST | api/nothing                    | application/json | `1`      | 404 | NOT_FOUND
                    GET  | api/nothing                    |                  |          | 404 | NOT_FOUND
                    GET  | api/topics/it.a/nothing        |                  |          | 404 | NOT_FOUND
                    GET  | api/topics/a..b/history        |                  |          | 400 | BAD_TOPIC
                    GET  | api/topics/it.a/history?limit=x  |                |          | 400 | BAD_MESSAGE
                    GET  | api/topics/it.a/history?since=x  |                |          | 400 | BAD_CURSOR
                    GET  | api/poll?topic=a&since=x       |                  |          | 400 | BAD_CURSOR
                    GET  | api/poll?topic=a&filter.=1     |                  |          | 400 | BAD_FILTER
                    """)
    void badInputIsAProblemWithItsCode(
            String method, String path, String contentType, String body, int status, String code) {
        HttpResponse<String> response =
                method.equals("GET") ? http.get(path) : http.post(path, contentType, body == null ? "" : body);

        assertProblem(response, status, code);
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertEquals(status, response.statusCode(), response.body());
        assertEquals(
                "application/problem+json",
                response.headers().firstValue("Content-Type").orElse(""));
        JsonObject problem = JsonText.object(response.body());
        assertEquals(code, problem.getString("code"), response.body());
        assertEquals(status, problem.getInt("status"), response.body());
        assertFalse(problem.getString("title").isBlank());
    }

    @Test
    void aBodyAboveTheLimitIs413() {
        assertProblem(http.postJson("api/topics/" + topic, "\"" + "x".repeat(65_536) + "\""), 413, "TOO_LARGE");
        assertProblem(http.postJson("api/topics/" + topic, "\"" + "x".repeat(5_000_000) + "\""), 413, "TOO_LARGE");
    }

    @Test
    void aBodyThatComesInPiecesIsTakenWhole() {
        client.subscribe(Subscription.to(topic)).accepted();
        String head = "POST " + Gateway.base().getPath() + "api/topics/" + topic
                + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
        try (RawSocket counted = RawSocket.open(Gateway.base());
                RawSocket chunked = RawSocket.open(Gateway.base())) {
            counted.send(head + "Content-Length: 5\r\n\r\n");
            chunked.send(head + "Transfer-Encoding: chunked\r\n\r\n");
            for (String digit : new String[] {"1", "2", "3", "4", "5"}) {
                counted.send(digit);
                chunked.send("1\r\n" + digit + "\r\n");
            }
            chunked.send("0\r\n\r\n");

            assertTrue(counted.readHead().startsWith("HTTP/1.1 202"));
            assertTrue(chunked.readHead().startsWith("HTTP/1.1 202"));
        }
        assertEquals(12_345, client.event().number());
        assertEquals(12_345, client.event().number());
    }

    @Test
    void aPayloadOfExactlyTheLimitIsTaken() {
        assertEquals(
                202,
                http.postJson("api/topics/" + topic, "\"" + "x".repeat(65_534) + "\"")
                        .statusCode());
    }

    @Test
    void aMethodThatAPathDoesNotHaveIs405() {
        assertEquals(405, http.get("api/publish").statusCode());
        assertEquals(405, http.postJson("api/poll?topic=a", "1").statusCode());
    }

    @Test
    void severalEventsAreAnsweredOneByOneInOrder() {
        client.subscribe(Subscription.to(topic)).accepted();
        String quoted = JsonText.quote(topic);

        HttpResponse<String> response = http.postJson(
                "api/publish",
                "[{\"topic\":" + quoted + ",\"payload\":1,\"key\":\"k\"},{\"topic\":\"a..b\",\"payload\":2},{\"topic\":"
                        + quoted + "},{\"topic\":" + quoted + ",\"payload\":1,\"key\":\"k\"},{\"topic\":" + quoted
                        + ",\"payload\":1.50,\"event\":\"LAST\"}]");

        assertEquals(200, response.statusCode(), response.body());
        JsonArray results = JsonText.value(response.body()).asJsonArray();
        assertEquals(5, results.size());
        Message first = client.event();
        Message last = client.event();
        assertEquals(first.id(), results.getJsonObject(0).getString("id"));
        assertEquals("BAD_TOPIC", results.getJsonObject(1).getString("code"));
        assertEquals("BAD_MESSAGE", results.getJsonObject(2).getString("code"));
        assertEquals(first.id(), results.getJsonObject(3).getString("id"));
        assertTrue(results.getJsonObject(3).getBoolean("duplicate"));
        assertEquals(last.id(), results.getJsonObject(4).getString("id"));
        assertEquals("LAST", last.text("event"));
        assertTrue(last.hasRawPayload("1.50"));
    }

    @Test
    void historyGoesOnFromItsCursor() {
        for (int i = 0; i < 5; i++) {
            http.postJson("api/topics/" + topic, Integer.toString(i));
        }

        JsonObject all = JsonText.object(
                http.get("api/topics/" + topic + "/history?limit=100").body());
        http.postJson("api/topics/" + topic, "5");
        JsonObject rest = JsonText.object(http.get("api/topics/" + topic + "/history?since=" + all.getString("cursor"))
                .body());

        assertEquals(List.of(0, 1, 2, 3, 4), payloads(all));
        assertEquals(List.of(5), payloads(rest));
        assertNotEquals(all.getString("cursor"), rest.getString("cursor"));
        JsonObject event = all.getJsonArray("events").getJsonObject(0);
        assertEquals("data", event.getString("type"));
        assertEquals(topic, event.getString("topic"));
    }

    private static List<Integer> payloads(JsonObject history) {
        return history.getJsonArray("events").stream()
                .map(event -> event.asJsonObject().getInt("payload"))
                .toList();
    }
}
