package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.List;
import org.fanfare.testkit.client.JsonText;
import org.fanfare.testkit.client.Message;
import org.fanfare.testkit.client.Reply;
import org.fanfare.testkit.client.Subscription;
import org.fanfare.testkit.client.WebSocketClient;
import org.fanfare.testkit.client.WebSocketLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only WebSocket has: actions with ids, several subscriptions of one connection, and the frames themselves. */
abstract class WebSocketConformance extends ProtocolConformance {

    WebSocketClient socket() {
        return (WebSocketClient) client;
    }

    /** Sends a frame, and returns the next message that answers something. */
    Message answerTo(String frame) {
        socket().link().send(frame);
        while (true) {
            Message message = socket().link().next();
            if (!List.of("welcome", "ping").contains(message.type())) {
                return message;
            }
        }
    }

    @Test
    void theFirstMessageIsWelcome() {
        Message welcome = socket().link().next();

        assertEquals("welcome", welcome.type());
        JsonObject json = welcome.json();
        assertEquals(1, json.getInt("protocol"));
        assertEquals(20_000, json.getInt("heartbeat"));
        assertFalse(json.getString("session").isEmpty());
        assertTrue(json.getString("node").matches("[a-z0-9]{8,12}"), welcome.raw());
        assertEquals(65_536, json.getJsonObject("limits").getInt("frame_bytes"));
        assertEquals(100, json.getJsonObject("limits").getInt("topics_per_request"));
        assertEquals(1000, json.getJsonObject("limits").getInt("subscriptions"));
    }

    @ParameterizedTest(name = "{0} is answered by {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    "action":"subscribe","topic":"it.a"            | ack
                    "action":"subscribe","topics":["it.a","it.b"]  | ack
                    "type":"subscribe","topic":"it.a"              | ack
                    "action":"subscribe","type":"nonsense","topic":"it.a" | ack
                    "action":"subscribe","topic":"it.a","unknown":{"x":[]} | ack
                    "action":"unsubscribe","topic":"it.never"      | ack
                    "action":"unsubscribe"                         | ack
                    "action":"publish","topic":"it.a","payload":1  | ack
                    "action":"publish","topic":"it.a","data":1     | ack
                    "action":"publish","topic":"it.a","payload":null | ack
                    "action":"history","topic":"it.a"              | history
                    "action":"ping"                                | pong
                    "action":"nonsense"                            | error
                    """)
    void everyActionIsAnsweredOnceWithItsId(String members, String type) {
        for (String id : List.of("\"mine\"", "42")) {
            Message answer = answerTo("{\"id\":" + id + "," + members + "}");

            assertEquals(type, answer.type(), answer.raw());
            assertEquals(id, answer.json().getValue("/id").toString(), answer.raw());
        }
        assertEquals("last", answerTo("{\"action\":\"ping\",\"id\":\"last\"}").id());
    }

    @Test
    void anAckNamesItsAction() {
        assertEquals(
                "subscribe",
                answerTo("{\"action\":\"subscribe\",\"topic\":\"it.a\"}").text("action"));
        assertEquals("unsubscribe", answerTo("{\"action\":\"unsubscribe\"}").text("action"));
        assertEquals(
                "publish",
                answerTo("{\"action\":\"publish\",\"topic\":\"it.z\",\"payload\":1}")
                        .text("action"));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {                                       | BAD_MESSAGE
                    nonsense                                | BAD_MESSAGE
                    {"action":"ping"} x                     | BAD_MESSAGE
                    {"action":"ping"}{"action":"ping"}      | BAD_MESSAGE
                    {"action":"ping",}                      | BAD_MESSAGE
                    {"action":"ping","timestamp":01}        | BAD_MESSAGE
                    {'action':'ping'}                       | BAD_MESSAGE
                    17                                      | BAD_MESSAGE
                    "ping"                                  | BAD_MESSAGE
                    null                                    | BAD_MESSAGE
                    true                                    | BAD_MESSAGE
                    []                                      | BAD_MESSAGE
                    {}                                      | BAD_MESSAGE
                    {"action":7}                            | BAD_MESSAGE
                    {"action":"ping","id":{}}               | BAD_MESSAGE
                    {"action":"ping","id":1.5}              | BAD_MESSAGE
                    {"action":"nonsense"}                   | UNKNOWN_ACTION
                    {"action":"Subscribe","topic":"a"}      | UNKNOWN_ACTION
                    {"action":"subscribe"}                  | BAD_MESSAGE
                    {"action":"subscribe","topics":[]}      | BAD_MESSAGE
                    {"action":"subscribe","topic":"a..b"}   | BAD_TOPIC
                    {"action":"subscribe","topic":"a","filters":[]}            | BAD_FILTER
                    {"action":"subscribe","topic":"a","filters":{"x":{}}}      | BAD_FILTER
                    {"action":"subscribe","topic":"a","filters":{"x":[[]]}}    | BAD_FILTER
                    {"action":"subscribe","topic":"a","filters":{"x":[]}}      | BAD_FILTER
                    {"action":"subscribe","topic":"a","since":"k3f9q2ab-345"}  | BAD_CURSOR
                    {"action":"subscribe","topic":"a","since":""}              | BAD_CURSOR
                    {"action":"publish","topic":"a"}                           | BAD_MESSAGE
                    {"action":"publish","payload":1}                           | BAD_MESSAGE
                    {"action":"publish","topic":"a.*","payload":1}             | BAD_TOPIC
                    {"action":"publish","topic":"","payload":1}                | BAD_TOPIC
                    {"action":"publish","topic":"a","payload":1,"key":""}      | BAD_KEY
                    {"action":"publish","topic":"a","payload":1,"key":"ä"}     | BAD_KEY
                    {"action":"history"}                                       | BAD_MESSAGE
                    {"action":"history","topic":"a..b"}                        | BAD_TOPIC
                    {"action":"history","topic":"a","since":"x"}               | BAD_CURSOR
                    """)
    void badInputIsAnsweredWithItsCodeAndTheConnectionStays(String frame, String code) {
        Message error = answerTo(frame);

        assertEquals("error", error.type(), error.raw());
        assertEquals(code, error.text("code"), error.raw());
        assertFalse(error.text("message").isBlank());
        assertEquals("pong", answerTo("{\"action\":\"ping\"}").type());
    }

    @Test
    void anIdMayHave128Characters() {
        String id = "x".repeat(128);

        assertEquals(id, answerTo("{\"action\":\"ping\",\"id\":\"" + id + "\"}").id());
        assertEquals(
                "BAD_MESSAGE",
                answerTo("{\"action\":\"ping\",\"id\":\"x" + id + "\"}").text("code"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"17", "1.50", "\"now\"", "\"2026-01-01T00:00:00.000Z\""})
    void aPongEchoesTheTimestampAsSent(String timestamp) {
        Message pong = answerTo("{\"action\":\"ping\",\"timestamp\":" + timestamp + "}");

        assertEquals("pong", pong.type());
        assertTrue(pong.raw().contains("\"timestamp\":" + timestamp), pong.raw());
    }

    @Test
    void anUnsubscribedTopicIsSilent() {
        client.subscribe(Subscription.to(topic + ".a")).accepted();
        client.subscribe(Subscription.to(topic + ".b.*")).accepted();
        client.subscribe(Subscription.to(topic + ".c")).accepted();

        act("unsubscribe", "\"topic\":" + JsonText.quote(topic + ".a")).accepted();
        act("unsubscribe", "\"topics\":[" + JsonText.quote(topic + ".b.*") + "]")
                .accepted();
        publish(topic + ".a", "1");
        publish(topic + ".b.x", "2");
        publish(topic + ".c", "3");

        assertEquals(3, client.event().number());
    }

    @Test
    void unsubscribeWithoutATopicEndsAll() {
        client.subscribe(Subscription.to(topic + ".a", topic + ".b")).accepted();

        act("unsubscribe", "").accepted();
        publish(topic + ".a", "1");
        publish(topic + ".b", "2");
        client.subscribe(Subscription.to(topic + ".a")).accepted();
        publish(topic + ".a", "3");

        assertEquals(3, client.event().number());
    }

    @Test
    void overlappingSubscriptionsTakeAnEventOnceAndTheirFiltersAreAlternatives() {
        client.subscribe(Subscription.to(topic + ".a").where("n", "1", "2")).accepted();
        client.subscribe(Subscription.to(topic + ".*").where("n", "2", "3")).accepted();

        for (int n = 0; n < 5; n++) {
            publish(topic + ".a", "{\"n\":" + n + "}");
        }
        publish(topic + ".b", "{\"n\":3}");

        assertEquals(
                List.of(1, 2, 3, 3),
                client.events(4).stream()
                        .map(event -> event.payload().asJsonObject().getInt("n"))
                        .toList());
    }

    @Test
    void subscribingAgainReplacesTheFiltersAndReplaysNothing() {
        client.subscribe(Subscription.to(topic).where("n", "1")).accepted();
        publish(topic, "{\"n\":1}");
        client.event();

        Reply again = client.subscribe(Subscription.to(topic).where("n", "2")).accepted();
        publish(topic, "{\"n\":1}");
        publish(topic, "{\"n\":2}");

        assertEquals(0, again.data().getInt("replayed", 0));
        assertEquals(2, client.event().payload().asJsonObject().getInt("n"));
    }

    @Test
    void whatAnotherFilterMayHaveHiddenSinceTheCursorIsUnproven() {
        client.subscribe(Subscription.to(topic).where("n", "1")).accepted();
        String start = client.cursor();
        publish(topic, "{\"n\":1}");
        client.event();

        Reply again = client.subscribe(Subscription.to(topic).where("n", "2").since(start))
                .accepted();

        assertFalse(again.data().getBoolean("recovered"));
        assertEquals(0, again.data().getInt("replayed", 0));
        assertEquals("unproven", client.take().json().getString("reason"));
    }

    @Test
    void theAckOfASubscribeTellsCursorRecoveryAndReplay() {
        Reply fresh = client.subscribe(Subscription.to(topic)).accepted();
        String start = client.cursor();
        client.disconnect();
        publish(topic, "1");
        publish(topic, "2");

        Reply resumed = client.subscribe(Subscription.to(topic).since(start)).accepted();

        assertFalse(fresh.data().containsKey("recovered"));
        assertTrue(resumed.data().getBoolean("recovered"));
        assertEquals(2, resumed.data().getInt("replayed"));
        assertEquals(
                List.of(1, 2), client.events(2).stream().map(Message::number).toList());
        assertTrue(fresh.data().getString("cursor").matches("([a-z0-9]{8,12}-[0-9]+_)*t-[0-9]+"), fresh.toString());
    }

    @Test
    void aSubscribeMayAskForPastEvents() {
        for (int i = 0; i < 5; i++) {
            publish(topic, Integer.toString(i));
        }

        String id = socket().send("subscribe", "\"topic\":" + JsonText.quote(topic) + ",\"history\":2");

        assertEquals(2, socket().answer(id).accepted().data().getInt("replayed"));
        assertEquals(
                List.of(3, 4), client.events(2).stream().map(Message::number).toList());
    }

    @Test
    void theAckNamesWhichOfSeveralTopicsWereRefused() {
        Reply reply = client.subscribe(Subscription.to(topic, "a..b")).accepted();
        publish(topic, "1");

        JsonObject refused = reply.data().getJsonArray("refused").getJsonObject(0);
        assertEquals(1, reply.data().getJsonArray("refused").size());
        assertEquals("a..b", refused.getString("topic"));
        assertEquals("BAD_TOPIC", refused.getString("code"));
        assertFalse(refused.getString("message").isBlank());
        assertEquals(1, client.event().number());
    }

    @Test
    void ifAllOfSeveralTopicsAreRefusedTheAnswerIsOneError() {
        assertEquals(
                "BAD_TOPIC", client.subscribe(Subscription.to("a..b", "c d")).code());
        assertEquals("pong", answerTo("{\"action\":\"ping\"}").type());
    }

    @Test
    void aSessionMayHave1000Subscriptions() {
        for (int request = 0; request < 10; request++) {
            String[] topics = new String[100];
            for (int i = 0; i < topics.length; i++) {
                topics[i] = topic + "." + request + "." + i;
            }
            Reply reply = client.subscribe(Subscription.to(topics)).accepted();
            assertFalse(reply.data().containsKey("refused"), reply.toString());
        }

        assertEquals("LIMIT_EXCEEDED", client.subscribe(Subscription.to(topic)).code());
        client.subscribe(Subscription.to(topic + ".0.0").where("n", "1")).accepted();
    }

    @Test
    void aPublishIsAcknowledgedAsDelivered() {
        Reply reply = act("publish", "\"topic\":" + JsonText.quote(topic) + ",\"payload\":1")
                .accepted();

        assertEquals("delivered", reply.data().getString("status"));
        assertFalse(reply.data().containsKey("duplicate"), reply.toString());
    }

    @Test
    void anErrorNamesTheAction() {
        Message error = answerTo("{\"action\":\"publish\",\"topic\":\"a..b\",\"payload\":1,\"id\":7}");

        assertEquals("publish", error.text("action"));
        assertEquals(7, error.json().getInt("id"));
    }

    @Test
    void aPongOfTheClientNeedsNoAnswer() {
        socket().link().send("{\"action\":\"pong\",\"timestamp\":1}");

        assertEquals("pong", answerTo("{\"action\":\"ping\",\"id\":\"p\"}").type());
    }

    @Test
    void aBinaryFrameClosesWith1003() {
        socket().link().sendBinary(new byte[] {1, 2, 3});

        assertEquals(1003, socket().link().closeCode());
    }

    @Test
    void aFrameAboveTheLimitClosesWith1009() {
        socket().link().send("{\"action\":\"ping\",\"x\":\"" + "x".repeat(66_000) + "\"}");

        assertEquals(1009, socket().link().closeCode());
    }

    @Test
    void aFrameOfExactlyTheLimitIsRead() {
        String frame = "{\"action\":\"ping\",\"id\":\"big\",\"x\":\"\"}";
        String padded = frame.replace("\"\"", "\"" + "x".repeat(65_536 - frame.length()) + "\"");

        assertEquals("big", answerTo(padded).id());
    }

    /** Sends an action, and waits for its answer. */
    Reply act(String action, String members) {
        return socket().answer(socket().send(action, members));
    }

    static WebSocketLink connect(String path, String... subprotocols) {
        return WebSocketLink.open(Gateway.base(), path, subprotocols);
    }
}
