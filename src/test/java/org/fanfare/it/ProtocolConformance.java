package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.fanfare.testkit.client.Message;
import org.fanfare.testkit.client.Publish;
import org.fanfare.testkit.client.Reply;
import org.fanfare.testkit.client.Subscription;
import org.fanfare.testkit.client.TestClient;
import org.fanfare.testkit.client.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the protocol promises on every transport. */
@Timeout(60)
abstract class ProtocolConformance {
    final String topic = Gateway.fresh();
    TestClient client = transport().client(Gateway.base());
    TestClient publisher = Transport.WEBSOCKET.client(Gateway.base());

    abstract Transport transport();

    @BeforeEach
    void freshClients() {
        client = transport().client(Gateway.base());
        publisher = Transport.WEBSOCKET.client(Gateway.base());
    }

    @AfterEach
    void disconnect() {
        client.close();
        publisher.close();
    }

    String publish(String toTopic, String payload) {
        return publisher.publish(Publish.of(toTopic, payload)).eventId();
    }

    @Test
    void anEventCarriesTopicIdPayloadAndTimestamp() {
        client.subscribe(Subscription.to(topic)).accepted();

        String id = publish(topic, "{\"price\":17}");

        Message event = client.event();
        assertEquals(topic, event.topic());
        assertEquals(id, event.id());
        assertTrue(id.matches("[a-z0-9]{8,12}-[1-9][0-9]*"), id);
        assertTrue(event.hasRawPayload("{\"price\":17}"), event.raw());
        assertTrue(event.text("timestamp").matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"), event.raw());
        assertFalse(event.json().containsKey("event"), event.raw());
    }

    @Test
    void eventsOfOneNodeComeInOrder() {
        client.subscribe(Subscription.to(topic)).accepted();

        for (int i = 0; i < 50; i++) {
            publish(topic, Integer.toString(i));
        }

        for (int i = 0; i < 50; i++) {
            assertEquals(i, client.event().number());
        }
    }

    @ParameterizedTest(name = "{0} takes {1}, not {2}")
    @CsvSource(textBlock = """
                    a.*,    a.b,    a.b.c
                    a.*,    a.b,    a
                    a.*,    a.b,    a:b
                    a.*.c,  a.b.c,  a.b.d
                    *.x,    a.x,    a.y
                    a.**,   a.b,    a
                    a.**,   a.b.c,  b.a
                    a.**,   a.b.c.d,a/b
                    a/**,   a/b.c,  a.b/c
                    a.b,    a.b,    a.b.c
                    A.b,    A.b,    a.b
                    """)
    void aPatternTakesWhatItStandsFor(String pattern, String inside, String outside) {
        client.subscribe(Subscription.to(topic + "." + pattern)).accepted();

        publish(topic + "." + outside, "0");
        publish(topic + "." + inside, "1");

        assertEquals(topic + "." + inside, client.event().topic());
    }

    @Test
    void severalTopicsComeOverOneSubscription() {
        client.subscribe(Subscription.to(topic + ".a", topic + ".b")).accepted();

        publish(topic + ".a", "1");
        publish(topic + ".b", "2");

        assertEquals(
                List.of(topic + ".a", topic + ".b"),
                client.events(2).stream().map(Message::topic).toList());
    }

    @Test
    void anEventOfOverlappingTopicsComesOnce() {
        client.subscribe(Subscription.to(topic + ".a", topic + ".*", topic + ".**", topic + ".a"))
                .accepted();

        publish(topic + ".a", "1");
        publish(topic + ".a", "2");

        assertEquals(1, client.event().number());
        assertEquals(2, client.event().number());
    }

    @ParameterizedTest(name = "{0} = {1} passes {2}, not {3}")
    @CsvSource(delimiter = '|', textBlock = """
                    s     | "x"       | {"s":"x"}             | {"s":"y"}
                    s     | "x"       | {"a":[],"s":"x"}      | {"t":"x"}
                    s     | "x"       | {"s":"x"}             | {"s":["x"]}
                    s     | "x"       | {"s":"x"}             | "x"
                    s     | ""        | {"s":""}              | {"s":" "}
                    s     | "ü\\n"    | {"s":"\\u00fc\\u000a"} | {"s":"u"}
                    n     | 7         | {"n":7}               | {"n":8}
                    b     | true      | {"b":true}            | {"b":false}
                    z     | null      | {"z":null}            | {}
                    z     | null      | {"z":null}            | {"z":{}}
                    a.b   | 1         | {"a":{"b":1}}         | {"a":{"c":1}}
                    a.b   | 1         | {"a.b":1}             | {"a.b":2,"a":{"b":1}}
                    a.b   | 1         | {"a":{"b":1}}         | {"a":[{"b":1}]}
                    a.b.c | "d"       | {"a":{"b":{"c":"d"}}} | {"a":{"b":"d"}}
                    """)
    void aFilterPassesWhatItAsksFor(String key, String value, String passing, String hidden) {
        client.subscribe(Subscription.to(topic).where(key, value)).accepted();

        publish(topic, hidden);
        publish(topic, passing);

        assertTrue(client.event().hasRawPayload(passing));
    }

    @Test
    void severalValuesOfAFilterAreAlternativesAndSeveralKeysMustAllPass() {
        client.subscribe(Subscription.to(topic).where("s", "\"x\"", "\"y\"").where("n", "1"))
                .accepted();

        publish(topic, "{\"s\":\"z\",\"n\":1}");
        publish(topic, "{\"s\":\"x\",\"n\":2}");
        publish(topic, "{\"s\":\"y\",\"n\":1}");
        publish(topic, "{\"s\":\"x\",\"n\":1}");

        assertEquals("y", client.event().payload().asJsonObject().getString("s"));
        assertEquals("x", client.event().payload().asJsonObject().getString("s"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0",
                "1e5",
                "-0",
                "123456789012345678901234567890.10",
                "null",
                "true",
                "\"\"",
                "[]",
                "{}",
                "\"\\u00e9\\/\\n\\ud83d\\ude00\"",
                "\"\\u2028 é 漢 😀\"",
                "{\"z\":1,\"a\":{\"y\":[1,2.50,null],\"b\":\"\"}}",
                "{\"type\":\"error\",\"id\":\"x\",\"topic\":1}"
            })
    void aPayloadArrivesAsItWasSent(String payload) {
        client.subscribe(Subscription.to(topic)).accepted();

        client.publish(Publish.of(topic, payload)).accepted();

        Message event = client.event();
        assertTrue(event.hasRawPayload(payload), event.raw());
    }

    @Test
    void whiteSpaceBetweenTokensIsRemovedAndKeptInStrings() {
        client.subscribe(Subscription.to(topic)).accepted();

        client.publish(Publish.of(topic, "{ \"a b\" :\t[ 1 ,\r\t 2 ] , \"c\" : \" x \" }"))
                .accepted();

        Message event = client.event();
        assertTrue(event.hasRawPayload("{\"a b\":[1,2],\"c\":\" x \"}"), event.raw());
    }

    @Test
    void aPayloadMayBeNested64Deep() {
        client.subscribe(Subscription.to(topic)).accepted();
        String deepest = "[".repeat(64) + "]".repeat(64);

        client.publish(Publish.of(topic, deepest)).accepted();

        assertTrue(client.event().hasRawPayload(deepest));
        assertEquals(
                "BAD_MESSAGE",
                client.publish(Publish.of(topic, "[" + deepest + "]")).code());
    }

    @Test
    void anEventHasTheKindThatItWasPublishedWith() {
        client.subscribe(Subscription.to(topic)).accepted();

        client.publish(Publish.of(topic, "1").event("UPDATED")).accepted();
        client.publish(Publish.of(topic, "2").event("message")).accepted();

        assertEquals("UPDATED", client.event().text("event"));
        assertFalse(client.event().json().containsKey("event"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "open", "error", "close", "heartbeat", "refused", "system", "welcome", "ack", "data", "gap", "goodbye",
                "ping", "pong", "publish", "subscribe", "presence", "history", "expiring", "1st", "a b", "ä", "\n",
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            })
    void aReservedOrMalformedKindIsRefused(String kind) {
        assertEquals(
                "BAD_MESSAGE",
                client.publish(Publish.of(topic, "1").event(kind)).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", ".a", "a.", "a b", "a+b", "ü", "a.*", "a.**", "*", "a//b"})
    void publishingToWhatIsNoTopicIsRefused(String name) {
        assertEquals("BAD_TOPIC", client.publish(Publish.of(name, "1")).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a..b", ".a", "a.", "a b", "a*", "a.**.b", "a.b*", "***", "ü"})
    void subscribingToWhatIsNoTopicOrPatternIsRefused(String name) {
        assertEquals("BAD_TOPIC", client.subscribe(Subscription.to(name)).code());
    }

    @Test
    void aTopicMayHave255Characters() {
        String longest = topic + "." + "x".repeat(254 - topic.length());

        client.subscribe(Subscription.to(longest)).accepted();
        publish(longest, "1");

        assertEquals(longest, client.event().topic());
        assertEquals("BAD_TOPIC", client.publish(Publish.of(longest + "x", "1")).code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "k3f9q2ab-345",
                "t-1790000000_t-1790000000",
                "k3f9q2ab-0_t-1790000000",
                "k3f9q2ab-1_k3f9q2ab-2_t-1790000000",
                "K3F9Q2AB-1_t-1790000000",
                "k3f9q2ab-99999999999999999999_t-1790000000",
                "k3f9q2ab--1_t-1790000000",
                "_t-1790000000"
            })
    void whatIsNoCursorIsRefused(String cursor) {
        assertEquals(
                "BAD_CURSOR",
                client.subscribe(Subscription.to(topic).since(cursor)).code());
    }

    @Test
    void aCursorLongerThan2048CharactersIsRefused() {
        String cursor = "k3f9q2ab-1_".repeat(200) + "t-1790000000";

        assertEquals(
                "BAD_CURSOR",
                client.subscribe(Subscription.to(topic).since(cursor)).code());
    }

    @Test
    void moreThan100TopicsInARequestAreRefused() {
        String[] topics = new String[101];
        for (int i = 0; i < topics.length; i++) {
            topics[i] = topic + "." + i;
        }

        assertEquals("LIMIT_EXCEEDED", client.subscribe(Subscription.to(topics)).code());
    }

    @Test
    void aRepeatedKeyIsAcknowledgedAgainAndNotSentTwice() {
        client.subscribe(Subscription.to(topic)).accepted();

        Reply first = client.publish(Publish.of(topic, "{\"n\":1}").key("k1"));
        Reply second = client.publish(Publish.of(topic, "{ \"n\": 1 }").key("k1"));
        Reply other = client.publish(Publish.of(topic, "{\"n\":1}").key("k2"));

        assertFalse(first.duplicate());
        assertTrue(second.duplicate());
        assertEquals(first.eventId(), second.eventId());
        assertNotEquals(first.eventId(), other.eventId());
        assertEquals(first.eventId(), client.event().id());
        assertEquals(other.eventId(), client.event().id());
    }

    @Test
    void aKeyIsOfOneTopicAndOnePayload() {
        client.publish(Publish.of(topic, "1").key("k")).accepted();

        assertEquals("CONFLICT", client.publish(Publish.of(topic, "2").key("k")).code());
        assertFalse(client.publish(Publish.of(topic + ".other", "2").key("k")).duplicate());
    }

    @Test
    void aKeyLongerThan128CharactersIsRefused() {
        assertFalse(client.publish(Publish.of(topic, "1").key("k".repeat(128))).duplicate());
        assertEquals(
                "BAD_KEY",
                client.publish(Publish.of(topic, "1").key("k".repeat(129))).code());
    }

    @Test
    void historyIsThePastEventsOldestFirst() {
        for (int i = 0; i < 5; i++) {
            publish(topic, Integer.toString(i));
        }

        Reply history = client.history(topic, 3).accepted();

        assertEquals(
                List.of(2, 3, 4),
                history.json().getJsonArray("events").stream()
                        .map(event -> event.asJsonObject().getInt("payload"))
                        .toList());
        assertTrue(history.json().containsKey("cursor"), history.toString());
    }

    @Test
    void historyOfATopicWithoutEventsIsEmpty() {
        assertEquals(
                0,
                client.history(topic, 3)
                        .accepted()
                        .json()
                        .getJsonArray("events")
                        .size());
    }

    @Test
    void whatIsPublishedWhileAwayComesAfterTheResume() {
        client.subscribe(Subscription.to(topic)).accepted();
        publish(topic, "1");
        client.event();
        client.disconnect();
        publish(topic, "2");
        publish(topic, "3");

        client.resume();
        publish(topic, "4");

        assertEquals(
                List.of(2, 3, 4), client.events(3).stream().map(Message::number).toList());
    }

    @Test
    void aFilterHidesEventsOfTheReplayAsWell() {
        client.subscribe(Subscription.to(topic).where("s", "1")).accepted();
        client.disconnect();
        publish(topic, "{\"s\":2,\"n\":1}");
        publish(topic, "{\"s\":1,\"n\":2}");
        publish(topic, "{\"s\":2,\"n\":3}");

        client.resume();
        publish(topic, "{\"s\":1,\"n\":4}");

        assertEquals(2, client.event().payload().asJsonObject().getInt("n"));
        assertEquals(4, client.event().payload().asJsonObject().getInt("n"));
    }

    @Test
    void aCursorFromBeforeTheServerWasStartedIsAGap() {
        publish(topic, "1");

        client.open(Subscription.to(topic).since("zzzzzzzz-5_t-1000000000"));

        Message gap = client.take();
        assertEquals("gap", gap.type());
        assertTrue(List.of("too-old", "unproven").contains(gap.text("reason")), gap.raw());
        assertTrue(gap.json().containsKey("cursor"), gap.raw());
        assertEquals(1, client.event().number());
    }
}
