package org.fanfare.hub;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fanfare.event.Cursor;
import org.fanfare.event.Event;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.protocol.CloseCode;
import org.fanfare.session.Frame;
import org.fanfare.session.Session;
import org.fanfare.testkit.FakeConnection;
import org.fanfare.topic.Filter;
import org.fanfare.topic.Topic;
import org.fanfare.topic.TopicPattern;
import org.jspecify.annotations.Nullable;

/** A client of a {@link TestNode}, and what it was told. */
final class TestClient {
    private static final Pattern CURSOR = Pattern.compile("\"cursor\":\"([^\"]+)\"");
    private static final Pattern TOPIC = Pattern.compile("\"topic\":\"([^\"]+)\"");
    private static final Pattern REASON = Pattern.compile("\"reason\":\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("\"code\":\"([^\"]+)\"");
    private static final Pattern ACTION = Pattern.compile("\"action\":\"([^\"]+)\"");
    private static final Pattern TOKEN = Pattern.compile("\"member\":\"([^\"]+)\"");
    private static final Pattern TYPE = Pattern.compile("\"type\":\"([^\"]+)\"");
    private static final Pattern RECOVERED = Pattern.compile("\"recovered\":(true|false)");
    private static final Pattern REPLAYED = Pattern.compile("\"replayed\":([0-9]+)");

    private final TestNode node;
    private final FakeConnection connection;
    private final Session session;

    TestClient(TestNode node, FakeConnection connection, ClientMessage.@Nullable Subscribe first, int waitSeconds) {
        this.node = node;
        this.connection = connection;
        this.session = node.hub().open(connection.transport(), connection, null, first, waitSeconds);
        node.turn();
    }

    /** An event stream of some topics. */
    static TestClient stream(TestNode node, @Nullable Cursor since, String... topics) {
        return new TestClient(node, FakeConnection.eventStream(), request(since, Filter.NONE, 0, topics), 0);
    }

    /** A poll that is answered at once or waits so long. */
    static TestClient poll(TestNode node, @Nullable Cursor since, int waitSeconds, int maxEvents, String... topics) {
        FakeConnection connection = FakeConnection.poll(maxEvents, since != null && waitSeconds > 0);
        return new TestClient(node, connection, request(since, Filter.NONE, 0, topics), waitSeconds);
    }

    static ClientMessage.Subscribe request(@Nullable Cursor since, Filter filter, int history, String... topics) {
        return new ClientMessage.Subscribe(
                null, patterns(topics), topics.length == 1, filter, since, history, List.of());
    }

    static List<TopicPattern> patterns(String... topics) {
        return Stream.of(topics).map(TopicPattern::parse).toList();
    }

    /** A filter of one member and its wanted number. */
    static Filter where(String member, long number) {
        return Filter.of(Map.of(member, List.of(new Filter.Value.Decimal(BigDecimal.valueOf(number)))));
    }

    FakeConnection connection() {
        return connection;
    }

    Session session() {
        return session;
    }

    @Nullable
    CloseCode closedWith() {
        return connection.closedWith();
    }

    /** Sends a message, and lets the shards do all there is to do. */
    TestClient send(ClientMessage message) {
        node.hub().receive(session, message);
        node.turn();
        return this;
    }

    TestClient subscribe(String... topics) {
        return send(request(null, Filter.NONE, 0, topics));
    }

    TestClient subscribe(Filter filter, String... topics) {
        return send(request(null, filter, 0, topics));
    }

    TestClient subscribeSince(Cursor since, String... topics) {
        return send(request(since, Filter.NONE, 0, topics));
    }

    TestClient subscribeHistory(int history, String... topics) {
        return send(request(null, Filter.NONE, history, topics));
    }

    TestClient unsubscribe(String... topics) {
        return send(new ClientMessage.Unsubscribe(null, patterns(topics), topics.length == 1));
    }

    TestClient join(String room) {
        return send(new ClientMessage.Join(null, room, null, null));
    }

    TestClient joinAs(String token, String room) {
        return send(new ClientMessage.Join(null, room, null, token));
    }

    TestClient leaveRoom(String room) {
        return send(new ClientMessage.Leave(null, room));
    }

    /** Says something to a room's other members. */
    TestClient says(String room, String word) {
        return send(new ClientMessage.RoomMessage(null, room, word, "1", false));
    }

    /** Asks who is on a topic. */
    TestClient asksFor(String topic, boolean counts, @Nullable Boolean watch) {
        return send(new ClientMessage.Presence(null, new Topic(topic), null, counts, watch, null, null));
    }

    /** The token that the last join told. */
    String token() {
        return texts().stream()
                .map(text -> found("", TOKEN, text))
                .filter(token -> !token.isEmpty())
                .reduce((one, next) -> next)
                .orElseThrow();
    }

    /** What others know it by in rooms. */
    String name() {
        return "~" + session.id();
    }

    /** The texts of all that it was told after the welcome. */
    List<String> texts() {
        return connection.received().stream()
                .filter(frame -> frame.kind() != Frame.Kind.WELCOME)
                .map(Frame::text)
                .toList();
    }

    /** What it was told, but acks and heartbeats, each as its type and the value of a member. */
    List<String> heard(String member) {
        Pattern value = Pattern.compile("\"" + member + "\":\"?([^,\"}]+)");
        return texts().stream()
                .filter(text -> !text.startsWith("{\"type\":\"ack\"") && !text.startsWith("{\"type\":\"ping\""))
                .map(text -> found("", TYPE, text) + found(" ", value, text))
                .toList();
    }

    /** Cuts the connection. */
    void cut() {
        node.hub().gone(session);
        node.turn();
    }

    /** Takes all that waits for it, whatever it takes. */
    void finishAll() {
        while (connection.isWriting()) {
            connection.finishWrite();
            node.turn();
        }
    }

    /** The ids of the events that it got. */
    List<String> events() {
        return events(connection.received());
    }

    static List<String> events(List<Frame> frames) {
        List<String> ids = new ArrayList<>();
        for (Frame frame : frames) {
            Event event = frame.event();
            if (event != null) {
                ids.add(event.id().toString());
            }
        }
        return ids;
    }

    /** All that it was told after the welcome, each message as a few words. */
    List<String> told() {
        return connection.received().stream()
                .filter(frame -> frame.kind() != Frame.Kind.WELCOME)
                .map(TestClient::words)
                .toList();
    }

    private static String words(Frame frame) {
        Event event = frame.event();
        if (event != null) {
            return event.id().toString();
        }
        String text = frame.text();
        return switch (frame.kind()) {
            case ACK -> "ack" + found(" recovered=", RECOVERED, text) + found(" replayed=", REPLAYED, text);
            case GAP -> "gap" + found(" ", TOPIC, text) + found(" ", REASON, text);
            case ERROR -> "error" + found(" ", CODE, text);
            case HEARTBEAT -> "ping";
            default -> frame.kind().toString();
        };
    }

    private static String found(String label, Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? label + matcher.group(1) : "";
    }

    /** The action that the last message answers. */
    String lastAction() {
        return found("", ACTION, last().text());
    }

    Frame last() {
        return connection.received().get(connection.received().size() - 1);
    }

    /** The cursor in the text of the last message of this kind. */
    Cursor cursorOf(Frame.Kind kind) {
        Cursor found = null;
        for (Frame frame : connection.received()) {
            if (frame.kind() == kind) {
                found = cursorIn(frame);
            }
        }
        if (found == null) {
            throw new AssertionError("no " + kind + " with a cursor in " + told());
        }
        return found;
    }

    static @Nullable Cursor cursorIn(Frame frame) {
        Matcher matcher = CURSOR.matcher(frame.text());
        return frame.event() == null && matcher.find() ? Cursor.parse(matcher.group(1)) : null;
    }

    /** The topic that a message names, or null. */
    static @Nullable String topicOf(Frame frame) {
        Matcher matcher = TOPIC.matcher(frame.text());
        return matcher.find() ? matcher.group(1) : null;
    }

    /** The cursor that was handed out last with a frame: of an event stream or a poll. */
    Cursor resumeFrom() {
        String cursor = null;
        for (Frame frame : connection.received()) {
            if (frame.cursor() != null) {
                cursor = frame.cursor();
            }
        }
        if (cursor == null) {
            throw new AssertionError("no cursor was handed out");
        }
        return Cursor.parse(cursor);
    }
}
