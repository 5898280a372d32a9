package org.fanfare.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fanfare.event.Cursor;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.GapReason;
import org.fanfare.event.Handling;
import org.fanfare.event.Publication;
import org.fanfare.protocol.PresenceMessage.Answer;
import org.fanfare.protocol.PresenceMessage.Change;
import org.fanfare.protocol.PresenceMessage.Person;
import org.fanfare.protocol.PresenceMessage.RoomChange;
import org.fanfare.protocol.ServerMessage.Done;
import org.fanfare.protocol.ServerMessage.Gap;
import org.fanfare.protocol.ServerMessage.Goodbye;
import org.fanfare.protocol.ServerMessage.History;
import org.fanfare.protocol.ServerMessage.Joined;
import org.fanfare.protocol.ServerMessage.Limits;
import org.fanfare.protocol.ServerMessage.Ping;
import org.fanfare.protocol.ServerMessage.Pong;
import org.fanfare.protocol.ServerMessage.Published;
import org.fanfare.protocol.ServerMessage.Refusal;
import org.fanfare.protocol.ServerMessage.Subscribed;
import org.fanfare.protocol.ServerMessage.Unsubscribed;
import org.fanfare.protocol.ServerMessage.Welcome;
import org.fanfare.topic.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServerMessageTest {
    private static final Cursor CURSOR = Cursor.parse("k3f9q2ab-345_t-1790000000");
    private static final EventId ID = new EventId("k3f9q2ab", 345);
    private static final long TIME = 1_790_000_000_123L;
    private static final Topic A = new Topic("a");
    private static final Topic QUOTES = new Topic("market.quotes");
    private static final Limits LIMITS = new Limits(65_536, 65_536, 100, 1000, 100, 1000);
    private static final Event EVENT = new Event(
            ID,
            new Publication(QUOTES, "UPDATED", "{\"price\":1.0}", "ann", "4bf92f3577b34da6a3ce929d0e0e4736", "c", null),
            TIME);
    private static final String DATA = DataText.of(EVENT);
    private static final Person ANN = Person.of("ann", "{\"nick\":\"Ann\"}");
    private static final Person BOB = Person.of("~s2", null);
    private static final Person WHOLE = new Person("ann", 2, TIME, "{\"nick\":\"Ann\"}");
    private static final Gap GAP = new Gap(QUOTES.name(), CURSOR.toString(), GapReason.TOO_OLD.text());

    static Stream<Map.Entry<String, String>> server() {
        return Map.ofEntries(
                Map.entry(
                        "welcome",
                        Welcome.of("s1", "k3f9q2ab", "ann", 20_000, LIMITS).text()),
                Map.entry(
                        "welcome of an anonymous client",
                        Welcome.of("s1", "k3f9q2ab", null, 20_000, LIMITS).text()),
                Map.entry(
                        "subscribed",
                        new Subscribed("1", List.of("market.quotes"), true, CURSOR.toString(), null, 0, List.of())
                                .text()),
                Map.entry(
                        "subscribed to several, resumed, one refused",
                        new Subscribed(
                                        "\"s-1\"",
                                        List.of("a", "b.*"),
                                        false,
                                        CURSOR.toString(),
                                        true,
                                        12,
                                        List.of(new RefusedTopic("c d", ErrorCode.BAD_TOPIC, "not a topic")))
                                .text()),
                Map.entry("unsubscribed", new Unsubscribed("2", List.of("market.quotes"), true).text()),
                Map.entry("unsubscribed from all", new Unsubscribed(null, List.of(), false).text()),
                Map.entry("published", new Published("3", "publish", A, null, ID, false).text()),
                Map.entry("published before", new Published("3", "publish", A, null, ID, true).text()),
                Map.entry("a room message's ack", new Published("\"m1\"", "text", null, "general", ID, false).text()),
                Map.entry("done", new Done("6", "auth", null).text()),
                Map.entry("joined", new Joined("7", "general", "s1.x", 12, CURSOR.toString()).text()),
                Map.entry("left", new Done("8", "leave", "general").text()),
                Map.entry(
                        "a room's word",
                        RoomText.of(new Event(
                                ID,
                                new Publication(
                                        new Topic("room:general"),
                                        "text",
                                        "{\"body\":\"hi\"}",
                                        "~s1",
                                        null,
                                        null,
                                        null,
                                        Handling.word("s1.x", false)),
                                TIME))),
                Map.entry("one joined", new RoomChange("general", true, List.of(ANN), 13).text()),
                Map.entry("two left", new RoomChange("general", false, List.of(ANN, BOB), 11).text()),
                Map.entry("presence of a topic", new Answer("9", A, null, 2, List.of(WHOLE), true).text()),
                Map.entry("presence counted", new Answer("9", A, null, 2, null, false).text()),
                Map.entry(
                        "presence of a room",
                        new Answer(null, new Topic("room:general"), "general", 0, List.of(), false).text()),
                Map.entry(
                        "presence changed",
                        new Change(A, null, PresenceMessage.Event.UPDATE, List.of(WHOLE), 2).text()),
                Map.entry("data", DATA),
                Map.entry(
                        "data of a plain event",
                        DataText.of(new Event(new EventId("k3f9q2ab", 1), Publication.of(A, "null"), 0))),
                Map.entry("history", new History("4", QUOTES, List.of(DATA), CURSOR, true).text()),
                Map.entry("empty history", new History(null, A, List.of(), CURSOR, false).text()),
                Map.entry("gap", GAP.text()),
                Map.entry("gap of all topics", new Gap(null, CURSOR.toString(), GapReason.SLOW.text()).text()),
                Map.entry("ping", Ping.at(TIME, CURSOR.toString()).text()),
                Map.entry("pong", new Pong("5", "1790000000000").text()),
                Map.entry("plain pong", new Pong(null, null).text()),
                Map.entry("error", Refusal.of(limited(), "\"u\"", "publish").text()),
                Map.entry("plain error", new Refusal(null, null, null, ErrorCode.BAD_MESSAGE, "not JSON", null).text()),
                Map.entry("goodbye", new Goodbye("draining", 2000, CURSOR.toString()).text()))
                .entrySet()
                .stream();
    }

    static Stream<Map.Entry<String, String>> http() {
        return Map.of(
                "poll",
                new PollAnswer(CURSOR.toString(), List.of(DATA), GAP.text(), true).text(),
                "empty poll",
                new PollAnswer(CURSOR.toString(), List.of(), null, false).text(),
                "published",
                PublishResult.single(ID, false).text(),
                "published before",
                PublishResult.single(ID, true).text(),
                "results",
                PublishResult.text(List.of(
                        PublishResult.accepted(ID, false),
                        PublishResult.accepted(ID, true),
                        PublishResult.refused(bad()))),
                "problem",
                Problem.of(limited()).text())
                .entrySet()
                .stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("server")
    void aMessageIsWrittenAsItsExample(Map.Entry<String, String> message) {
        assertEquals(Frames.frame("server", message.getKey()), Frames.parse(message.getValue()));
        assertSame(message.getValue(), JsonText.compact(message.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("http")
    void aBodyIsWrittenAsItsExample(Map.Entry<String, String> body) {
        assertEquals(Frames.frame("http", body.getKey()), Frames.parse(body.getValue()));
        assertSame(body.getValue(), JsonText.compact(body.getValue()));
    }

    @Test
    void everyExampleIsWritten() {
        assertEquals(names("server"), server().map(Map.Entry::getKey).collect(Collectors.toSet()));
        assertEquals(names("http"), http().map(Map.Entry::getKey).collect(Collectors.toSet()));
    }

    @Test
    void theRecordsThatAreBoundComeBackEqual() {
        for (ServerMessage.Bound message : List.of(
                Welcome.of("s1", "k3f9q2ab", "ann", 20_000, LIMITS),
                Welcome.of("s1", "k3f9q2ab", null, 20_000, LIMITS),
                GAP,
                new Gap(null, CURSOR.toString(), GapReason.UNPROVEN.text()),
                Ping.at(TIME, CURSOR.toString()),
                new Goodbye("it's \"over\"\n", 2000, CURSOR.toString()))) {
            assertEquals(message, JsonBinding.JSONB.fromJson(message.text(), ServerMessage.Bound.class));
        }
        for (Problem problem : List.of(Problem.of(limited()), Problem.of(bad()))) {
            assertEquals(problem, JsonBinding.JSONB.fromJson(problem.text(), Problem.class));
        }
        for (PublishResult result : List.of(PublishResult.accepted(ID, true), PublishResult.refused(bad()))) {
            assertEquals(result, JsonBinding.JSONB.fromJson(result.text(), PublishResult.class));
        }
    }

    @Test
    void aPayloadLeavesAsItCame() {
        String payload = "{\"b\":1E+2,\"a\":\"\\u00e9\\/  \",\"b\":[1.0]}";
        Event event = new Event(ID, Publication.of(A, payload), TIME);

        assertEquals(
                "{\"type\":\"data\",\"topic\":\"a\",\"id\":\"k3f9q2ab-345\",\"payload\":" + payload
                        + ",\"timestamp\":\"2026-09-21T14:13:20.123Z\"}",
                DataText.of(event));
        assertSame(event.wireText(DataText::of), event.wireText(DataText::of));
    }

    @Test
    void whatOthersChoseIsEscaped() {
        Event event = new Event(ID, new Publication(A, null, "1", "a\"\n\ud800b", null, null, null), TIME);

        assertEquals("a\"\n\ud800b", JsonObjectText.of(DataText.of(event)).string("user"));
        assertFalse(DataText.of(event).contains("\n"));
        String error = new Refusal(null, "\n\"", "\r", ErrorCode.INTERNAL, "\u0000", 0L).text();
        assertEquals("\n\"", JsonObjectText.of(error).string("action"));
        assertEquals("\r", JsonObjectText.of(error).string("topic"));
    }

    @Test
    void aRefusedMessageIsAnsweredWithWhatCouldBeRead() {
        RefusedMessage refused = new RefusedMessage(bad(), "\"u\"", "fly", "a b");

        assertEquals(new Refusal("\"u\"", "fly", "a b", ErrorCode.BAD_TOPIC, "not a topic", null), Refusal.of(refused));
    }

    @Test
    void retryAfterIsRoundedUpToSeconds() {
        assertEquals(2L, Problem.of(limited()).retryAfterSeconds());
        assertEquals(1L, Problem.of(ErrorCode.UNAVAILABLE, "later", 0L).retryAfterSeconds());
    }

    private static Set<String> names(String list) {
        return Frames.list(list).map(example -> example.getString("name")).collect(Collectors.toSet());
    }

    private static ProtocolException limited() {
        return new ProtocolException(ErrorCode.RATE_LIMITED, "too many; wait", "a", 1500L);
    }

    private static ProtocolException bad() {
        return new ProtocolException(ErrorCode.BAD_TOPIC, "not a topic");
    }
}
