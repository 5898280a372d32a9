package org.fanfare.protocol;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.util.ArrayList;
import java.util.List;
import org.fanfare.event.Cursor;
import org.fanfare.event.EventId;
import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/**
 * A message to one client. The message to many, {@code data}, is {@link DataText}.
 *
 * <p>What is called <em>raw</em> is JSON text without white space between tokens.
 */
public sealed interface ServerMessage {
    /** The message as it goes over the wire, without a line break. */
    String text();

    /** A message that JSON-B writes: it holds nothing raw. */
    @JsonbTypeInfo(
            key = "type",
            value = {
                @JsonbSubtype(alias = "welcome", type = Welcome.class),
                @JsonbSubtype(alias = "gap", type = Gap.class),
                @JsonbSubtype(alias = "ping", type = Ping.class),
                @JsonbSubtype(alias = "goodbye", type = Goodbye.class)
            })
    sealed interface Bound extends ServerMessage {
        @Override
        @JsonbTransient
        default String text() {
            return JsonBinding.text(this);
        }
    }

    /**
     * The first message of a connection.
     *
     * @param node this run of the node
     * @param user null for an anonymous client
     * @param heartbeatMillis how often a {@code ping} comes
     */
    record Welcome(
            String session,
            String node,
            @Nullable String user,
            @JsonbProperty("heartbeat") long heartbeatMillis,
            int protocol,
            Limits limits)
            implements Bound {
        public static final int PROTOCOL = 1;

        /** The welcome to the protocol's present version. */
        public static Welcome of(
                String session, String node, @Nullable String user, long heartbeatMillis, Limits limits) {
            return new Welcome(session, node, user, heartbeatMillis, PROTOCOL, limits);
        }
    }

    /**
     * What a client may do at most.
     *
     * @param frameBytes bytes of UTF-8 in a frame
     * @param payloadBytes bytes of UTF-8 in a payload
     * @param topicsPerRequest topics that one request names
     * @param subscriptions subscriptions of a session
     * @param rooms rooms of which a session is a member
     * @param history past events that one request asks for
     */
    record Limits(
            @JsonbProperty("frame_bytes") int frameBytes,
            @JsonbProperty("payload_bytes") int payloadBytes,
            @JsonbProperty("topics_per_request") int topicsPerRequest,
            int subscriptions,
            int rooms,
            int history) {}

    /**
     * Events may be missing here: the client loads the state again and goes on from the cursor.
     *
     * @param topic a topic or pattern, or null if it may be any topic of the session
     * @param reason as {@link org.fanfare.event.GapReason} names it
     */
    record Gap(@Nullable String topic, String cursor, String reason) implements Bound {}

    /**
     * The heartbeat.
     *
     * @param timestamp as {@link WireTime} writes it
     * @param cursor takes the place of the client's own
     */
    record Ping(String timestamp, String cursor) implements Bound {
        /** The heartbeat of a time in milliseconds since 1970-01-01T00:00Z. */
        public static Ping at(long epochMillis, String cursor) {
            return new Ping(WireTime.text(epochMillis), cursor);
        }
    }

    /** The server drains: the client reconnects, elsewhere if it can. */
    record Goodbye(
            String reason, @JsonbProperty("retry_after") long retryAfterMillis, String cursor) implements Bound {}

    /**
     * Answers {@code subscribe}.
     *
     * @param ref raw, or null
     * @param topics those subscribed, as they were named
     * @param single whether the client used the member for one topic, which is repeated
     * @param recovered null for a request without a cursor
     * @param replayed how many events went before this message
     * @param refused those of several that were refused
     */
    record Subscribed(
            @Nullable String ref,
            List<String> topics,
            boolean single,
            String cursor,
            @Nullable Boolean recovered,
            long replayed,
            List<RefusedTopic> refused)
            implements ServerMessage {
        public Subscribed {
            topics = List.copyOf(topics);
            refused = List.copyOf(refused);
        }

        @Override
        public String text() {
            JsonWriter data = new JsonWriter(128)
                    .plain("cursor", cursor)
                    .bool("recovered", recovered)
                    .number("replayed", replayed);
            if (!refused.isEmpty()) {
                data.raws("refused", refused.stream().map(Subscribed::text).toList());
            }
            return named(ack("subscribe", ref), topics, single)
                    .raw("data", data.end())
                    .end();
        }

        private static String text(RefusedTopic refused) {
            return new JsonWriter(128)
                    .string("topic", refused.topic())
                    .plain("code", refused.code().name())
                    .string("message", refused.message())
                    .end();
        }
    }

    /**
     * Answers {@code unsubscribe}.
     *
     * @param ref raw, or null
     * @param topics as they were named; none for all
     * @param single whether the client used the member for one topic, which is repeated
     */
    record Unsubscribed(@Nullable String ref, List<String> topics, boolean single) implements ServerMessage {
        public Unsubscribed {
            topics = List.copyOf(topics);
        }

        @Override
        public String text() {
            return named(ack("unsubscribe", ref), topics, single)
                    .raw("data", "{}")
                    .end();
        }
    }

    /**
     * Answers {@code publish}, or a room message: the cluster keeps the event.
     *
     * @param ref raw, or null
     * @param action {@code publish}, or the room's word
     * @param topic null for a room message
     * @param room null for a publish
     * @param duplicate whether it was published before with the same key
     */
    record Published(
            @Nullable String ref,
            String action,
            @Nullable Topic topic,
            @Nullable String room,
            EventId id,
            boolean duplicate)
            implements ServerMessage {
        @Override
        public String text() {
            String data = new JsonWriter(96)
                    .plain("status", "delivered")
                    .plain("event_id", id.toString())
                    .onlyIf(duplicate, "duplicate")
                    .end();
            return ack(action, ref)
                    .plain("topic", topic == null ? null : topic.name())
                    .plain("room", room)
                    .raw("data", data)
                    .end();
        }
    }

    /**
     * Answers {@code join}.
     *
     * @param ref raw, or null
     * @param member the token with which it may go on as the same member
     * @param memberCount how many members the room has
     * @param cursor from which the client resumes
     */
    record Joined(@Nullable String ref, String room, String member, int memberCount, String cursor)
            implements ServerMessage {
        @Override
        public String text() {
            String data = new JsonWriter(128)
                    .plain("member", member)
                    .number("member_count", (long) memberCount)
                    .plain("cursor", cursor)
                    .end();
            return ack("join", ref).plain("room", room).raw("data", data).end();
        }

        /** Leaves out the token, which is a secret. */
        @Override
        public String toString() {
            return "Joined[ref=" + ref + ", room=" + room + "]";
        }
    }

    /**
     * Answers any other action that is done.
     *
     * @param ref raw, or null
     * @param room the room that was named, or null
     */
    record Done(
            @Nullable String ref, String action, @Nullable String room) implements ServerMessage {
        @Override
        public String text() {
            return ack(action, ref).plain("room", room).raw("data", "{}").end();
        }
    }

    /**
     * Answers {@code history}.
     *
     * @param ref raw, or null
     * @param events {@code data} messages as text, oldest first
     * @param more whether there are more than were asked for
     */
    record History(@Nullable String ref, Topic topic, List<String> events, Cursor cursor, boolean more)
            implements ServerMessage {
        public History {
            events = List.copyOf(events);
        }

        @Override
        public String text() {
            return JsonWriter.message("history", 128 + chars(events))
                    .raw("id", ref)
                    .plain("topic", topic.name())
                    .raws("events", events)
                    .plain("cursor", cursor.toString())
                    .onlyIf(more, "more")
                    .end();
        }
    }

    /**
     * Answers {@code ping}.
     *
     * @param ref raw, or null
     * @param timestamp the client's, raw, or null
     */
    record Pong(@Nullable String ref, @Nullable String timestamp) implements ServerMessage {
        @Override
        public String text() {
            return JsonWriter.message("pong", 64)
                    .raw("id", ref)
                    .raw("timestamp", timestamp)
                    .end();
        }
    }

    /**
     * The {@code error}: what was refused and why.
     *
     * @param ref raw, or null
     * @param action what was asked for, or null
     * @param topic the topic that was refused, or null
     */
    record Refusal(
            @Nullable String ref,
            @Nullable String action,
            @Nullable String topic,
            ErrorCode code,
            String message,
            @Nullable Long retryAfterMillis)
            implements ServerMessage {
        /** The answer to a message that could not be read. */
        public static Refusal of(RefusedMessage why) {
            return of(why, why.ref(), why.action());
        }

        /** The answer to an action that was refused. */
        public static Refusal of(ProtocolException why, @Nullable String ref, @Nullable String action) {
            return new Refusal(ref, action, why.topic(), why.code(), why.detail(), why.retryAfterMillis());
        }

        @Override
        public String text() {
            return JsonWriter.message("error", 128 + message.length())
                    .plain("code", code.name())
                    .string("message", message)
                    .raw("id", ref)
                    .string("action", action)
                    .string("topic", topic)
                    .number("retry_after", retryAfterMillis)
                    .end();
        }
    }

    private static JsonWriter ack(String action, @Nullable String ref) {
        return JsonWriter.message("ack", 192).plain("action", action).raw("id", ref);
    }

    private static JsonWriter named(JsonWriter ack, List<String> topics, boolean single) {
        if (topics.isEmpty()) {
            return ack;
        }
        if (single) {
            return ack.plain("topic", topics.get(0));
        }
        List<String> quoted = new ArrayList<>(topics.size());
        topics.forEach(topic -> quoted.add(JsonText.quote(topic)));
        return ack.raws("topics", quoted);
    }

    private static int chars(List<String> texts) {
        int chars = 0;
        for (String text : texts) {
            chars += text.length() + 1;
        }
        return chars;
    }
}
