package org.fanfare.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.fanfare.event.Cursor;
import org.fanfare.topic.Filter;
import org.fanfare.topic.Filter.Value;
import org.fanfare.topic.Topic;
import org.fanfare.topic.TopicPattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageDecoderTest {
    private static final String CURSOR = "k3f9q2ab-345_t-1790000000";
    private static final RequestLimits LIMITS = new RequestLimits(4, 1000);

    static Stream<JsonObject> accepted() {
        return Frames.list("accepted");
    }

    static Stream<JsonObject> refused() {
        return Frames.list("refused");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void anExampleIsReadAsItsAction(JsonObject example) {
        JsonValue frame = Frames.frame(example);

        ClientMessage message = decode(frame.toString(), example.getString("room", null));

        assertEquals(example.getString("action"), message.action());
        JsonValue id =
                frame instanceof JsonObject object && !message.action().equals("message") ? object.get("id") : null;
        assertEquals(id == null ? null : id.toString(), message.ref());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void aBadExampleIsRefusedWithItsCodeAndWhatCouldBeRead(JsonObject example) {
        RequestLimits small = new RequestLimits(4, 64);
        DecodeContext context = new DecodeContext(example.getString("room", null), small);

        RefusedMessage refused =
                assertThrows(RefusedMessage.class, () -> MessageDecoder.decode(example.getString("text"), context));

        assertEquals(example.getString("code"), refused.code().name(), refused.detail());
        assertEquals(example.containsKey("id") ? example.get("id").toString() : null, refused.ref());
        assertEquals(example.getString("action", null), refused.action());
        assertEquals(example.getString("topic", null), refused.topic());
        assertFalse(refused.detail().isEmpty());
        assertFalse(refused.detail().contains("org.fanfare"), refused.detail());
    }

    @Test
    void subscribeCarriesAllItsMembers() {
        var message = assertInstanceOf(
                ClientMessage.Subscribe.class,
                decode("{\"action\":\"subscribe\",\"id\":\"s-1\",\"topics\":[\"a.*\",\"b\",\"a.*\"],\"filters\":"
                        + "{\"p.q\":[\"x\",1.50],\"o\":true,\"n\":null},\"since\":\"" + CURSOR + "\",\"history\":10}"));

        Filter filter = Filter.of(Map.of(
                "p.q",
                Set.of(new Value.Text("x"), new Value.Decimal(new BigDecimal("1.5"))),
                "o",
                Set.of(new Value.Bool(true)),
                "n",
                Set.of(new Value.Null())));
        assertEquals(
                new ClientMessage.Subscribe(
                        "\"s-1\"",
                        List.of(TopicPattern.parse("a.*"), TopicPattern.parse("b")),
                        false,
                        filter,
                        Cursor.parse(CURSOR),
                        10,
                        List.of()),
                message);
    }

    @Test
    void subscribeToOneTopicNeedsNothingElse() {
        assertEquals(
                new ClientMessage.Subscribe(
                        null, List.of(TopicPattern.parse("a")), true, Filter.NONE, null, 0, List.of()),
                decode("{\"action\":\"subscribe\",\"topic\":\"a\",\"filters\":{},\"since\":null}"));
    }

    @Test
    void ofSeveralTopicsThoseThatAreNoneAreRefusedAlone() {
        var message = assertInstanceOf(
                ClientMessage.Subscribe.class,
                decode("{\"action\":\"subscribe\",\"topics\":[\"a\",\"b..c\",\"" + "x".repeat(300) + "\"]}"));

        assertEquals(List.of(TopicPattern.parse("a")), message.topics());
        assertEquals("b..c", message.refused().get(0).topic());
        assertEquals(ErrorCode.BAD_TOPIC, message.refused().get(0).code());
        assertEquals("x".repeat(255) + "...", message.refused().get(1).topic());
    }

    @Test
    void publishCarriesAllItsMembers() {
        assertEquals(
                new ClientMessage.Publish(
                        "-3", new Topic("a"), "{}", "UPDATED", "k 1", "c", "4bf92f3577b34da6a3ce929d0e0e4736"),
                decode(
                        "{\"action\":\"publish\",\"id\":-3,\"topic\":\"a\",\"payload\":{ },\"data\":1,\"event\":\"UPDATED\","
                                + "\"key\":\"k 1\",\"conflate\":\"c\","
                                + "\"traceparent\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0",
                "1e5",
                "1E+2",
                "-0.0",
                "\"\\u00e9\\/ \\ud800\"",
                "{\"b\":1,\"a\":2,\"b\":3}",
                "\"a  b\"",
                "null",
                "[[],{}]",
                "\"𝄞€\"",
                "12345678901234567890.123456789012345678901234567890"
            })
    void aPayloadStaysAsItWasSent(String payload) {
        for (String name : List.of("payload", "data")) {
            var message = assertInstanceOf(
                    ClientMessage.Publish.class,
                    decode("{ \"" + name + "\" : " + payload + " , \"topic\":\"a\", \"action\":\"publish\"}"));
            assertEquals(payload, message.payload());
        }
    }

    @Test
    void aPayloadNestsToTheDepthAndNoFurther() {
        String deepest = "[".repeat(64) + "]".repeat(64);

        assertEquals(
                deepest,
                assertInstanceOf(ClientMessage.Publish.class, decode(publish(deepest)))
                        .payload());
        assertEquals(
                ErrorCode.BAD_MESSAGE, refusal(publish("[" + deepest + "]")).code());
    }

    @Test
    void payloadSizeIsCountedInBytesOfUtf8() {
        assertInstanceOf(ClientMessage.Publish.class, decode(publish("\"" + "€".repeat(332) + "\"")));
        assertEquals(
                ErrorCode.TOO_LARGE,
                refusal(publish("\"" + "€".repeat(333) + "\"")).code());
        assertInstanceOf(ClientMessage.Publish.class, decode(publish("\"" + "x".repeat(998) + "\"")));
    }

    @Test
    void aBareValueOnARoomsConnectionIsAMessageToAll() {
        assertEquals(
                new ClientMessage.RoomMessage(null, "general", "message", "{\"id\":1.5,\"a\":[1]}", true),
                decode("{ \"id\":1.5, \"a\" : [1] }", "general"));
    }

    @Test
    void aWordOnARoomsConnectionGoesToTheRoomAndToItsSenderOnlyIfAsked() {
        assertEquals(
                new ClientMessage.RoomMessage("1", "general", "typing", "null", false),
                decode("{\"type\":\"typing\",\"id\":1,\"data\":null}", "general"));
        assertEquals(
                new ClientMessage.RoomMessage(null, "other", "text", "1", true),
                decode("{\"type\":\"text\",\"room\":\"other\",\"data\":1,\"echo\":true}", "general"));
    }

    @Test
    void theMembersOfTheOtherActionsAreRead() {
        assertEquals(
                new ClientMessage.History("4", new Topic("a"), 50, Cursor.parse(CURSOR)),
                decode("{\"action\":\"history\",\"id\":4,\"topic\":\"a\",\"limit\":50,\"since\":\"" + CURSOR + "\"}"));
        assertEquals(
                new ClientMessage.Ping("\"\\u00e9\"", "{\"t\":1.0}"),
                decode("{\"action\":\"ping\",\"id\":\"\\u00e9\",\"timestamp\": {\"t\": 1.0}}"));
        assertEquals(
                new ClientMessage.Presence(null, new Topic("room:r"), "r", true, false, "{}", "ann"),
                decode(
                        "{\"action\":\"presence\",\"room\":\"r\",\"counts\":true,\"watch\":false,\"data\":{},\"after\":\"ann\"}"));
        assertEquals(
                new ClientMessage.Join(null, "r", "{\"nick\":\"Ann\"}", "a.b"),
                decode("{\"action\":\"join\",\"room\":\"r\",\"metadata\":{\"nick\": \"Ann\"},\"member\":\"a.b\"}"));
        assertEquals(new ClientMessage.Leave(null, "r"), decode("{\"action\":\"leave\"}", "r"));
        assertEquals(new ClientMessage.Unsubscribe(null, List.of(), false), decode("{\"action\":\"unsubscribe\"}"));
        assertEquals(new ClientMessage.Pong(null), decode("{\"type\":\"pong\"}"));
    }

    @Test
    void aTokenIsNotShown() {
        ClientMessage message = decode("{\"action\":\"auth\",\"token\":\"secret\"}");

        assertEquals(
                "secret", assertInstanceOf(ClientMessage.Auth.class, message).token());
        assertFalse(message.toString().contains("secret"));
    }

    @Test
    void everyVisitorIsToldTheKind() {
        accepted().forEach(example -> {
            ClientMessage message = decode(Frames.frame(example).toString(), example.getString("room", null));

            assertEquals(message.getClass(), message.accept(new KindVisitor()));
        });
    }

    @Test
    void messagesQuoteLittleOfALongInput() {
        String name = "x".repeat(1_000_000);

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (String text : List.of(
                    "{\"action\":\"" + name + "\"}",
                    "{\"action\":\"subscribe\",\"topic\":\"" + name + "\"}",
                    "{\"action\":\"publish\",\"payload\":1,\"topic\":\"" + name + "\"}",
                    "{\"action\":\"publish\",\"payload\":1,\"topic\":\"a\",\"event\":\"" + name + "\"}",
                    "{\"action\":\"publish\",\"payload\":1,\"topic\":\"a\",\"key\":\"" + name + "\"}",
                    "{\"action\":\"subscribe\",\"topic\":\"a\",\"since\":\"" + name + "\"}",
                    "{\"action\":\"subscribe\",\"topic\":\"a\",\"filters\":{\"" + name + "\":{}}}",
                    "{\"action\":\"join\",\"room\":\"" + name + "\"}",
                    "{\"action\":\"ping\",\"id\":\"" + name + "\"}",
                    "{\"" + name + "\":1,\"" + name + "\":1}",
                    name)) {
                RefusedMessage refused = refusal(text);
                assertTrue(refused.detail().length() < 400, refused.detail());
                assertTrue(
                        length(refused.topic()) < 300 && length(refused.action()) < 100 && length(refused.ref()) < 200);
            }
        });
    }

    @Test
    void deepNestingIsRefusedQuickly() {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (String deep : List.of("[".repeat(10_000), "{\"a\":".repeat(10_000))) {
                assertEquals(ErrorCode.BAD_MESSAGE, refusal(deep).code());
                assertEquals(ErrorCode.BAD_MESSAGE, refusal(publish(deep)).code());
                assertEquals(
                        ErrorCode.BAD_MESSAGE,
                        assertThrows(RefusedMessage.class, () -> decode(deep, "general"))
                                .code());
            }
        });
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    private static String publish(String payload) {
        return "{\"action\":\"publish\",\"topic\":\"a\",\"payload\":" + payload + "}";
    }

    private static ClientMessage decode(String text) {
        return decode(text, null);
    }

    private static ClientMessage decode(String text, @Nullable String room) {
        return MessageDecoder.decode(text, new DecodeContext(room, LIMITS));
    }

    private static RefusedMessage refusal(String text) {
        return assertThrows(RefusedMessage.class, () -> decode(text));
    }

    /** Answers with the record that each method takes. */
    private static final class KindVisitor implements ClientMessage.Visitor<Class<?>> {
        @Override
        public Class<?> auth(ClientMessage.Auth message) {
            return ClientMessage.Auth.class;
        }

        @Override
        public Class<?> subscribe(ClientMessage.Subscribe message) {
            return ClientMessage.Subscribe.class;
        }

        @Override
        public Class<?> unsubscribe(ClientMessage.Unsubscribe message) {
            return ClientMessage.Unsubscribe.class;
        }

        @Override
        public Class<?> publish(ClientMessage.Publish message) {
            return ClientMessage.Publish.class;
        }

        @Override
        public Class<?> join(ClientMessage.Join message) {
            return ClientMessage.Join.class;
        }

        @Override
        public Class<?> leave(ClientMessage.Leave message) {
            return ClientMessage.Leave.class;
        }

        @Override
        public Class<?> roomMessage(ClientMessage.RoomMessage message) {
            return ClientMessage.RoomMessage.class;
        }

        @Override
        public Class<?> presence(ClientMessage.Presence message) {
            return ClientMessage.Presence.class;
        }

        @Override
        public Class<?> history(ClientMessage.History message) {
            return ClientMessage.History.class;
        }

        @Override
        public Class<?> ping(ClientMessage.Ping message) {
            return ClientMessage.Ping.class;
        }

        @Override
        public Class<?> pong(ClientMessage.Pong message) {
            return ClientMessage.Pong.class;
        }
    }
}
