package org.fanfare.protocol;

import java.util.List;
import org.fanfare.event.Cursor;
import org.fanfare.topic.Filter;
import org.fanfare.topic.Topic;
import org.fanfare.topic.TopicPattern;
import org.jspecify.annotations.Nullable;

/**
 * A message from a client. Closed: a new kind does not compile until every visitor handles it.
 *
 * <p>What is called <em>raw</em> is JSON text without white space between tokens.
 */
public sealed interface ClientMessage {
    /** The client's own reference, its {@code id}, as raw JSON that the answer repeats; or null. */
    @Nullable
    String ref();

    /** The name of the action, or the word of a room message, that the answer repeats. */
    String action();

    <R> R accept(Visitor<R> visitor);

    /** One method for each kind of message. */
    interface Visitor<R> {
        R auth(Auth message);

        R subscribe(Subscribe message);

        R unsubscribe(Unsubscribe message);

        R publish(Publish message);

        R join(Join message);

        R leave(Leave message);

        R roomMessage(RoomMessage message);

        R presence(Presence message);

        R history(History message);

        R ping(Ping message);

        R pong(Pong message);
    }

    /** Authenticates, or refreshes the token of a live connection. */
    record Auth(@Nullable String ref, String token) implements ClientMessage {
        @Override
        public String action() {
            return "auth";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.auth(this);
        }

        /** Leaves out the token, which is a secret. */
        @Override
        public String toString() {
            return "Auth[ref=" + ref + "]";
        }
    }

    /**
     * Subscribes.
     *
     * @param topics each once, in the order in which they were named
     * @param single whether the client used the member for one topic, which the answer repeats
     * @param filter {@link Filter#NONE} for none
     * @param since the cursor to resume from, or null to begin now
     * @param history number of past events wanted, 0 to {@value MessageDecoder#MAX_HISTORY}
     * @param refused those of several topics that are no topics; some others are
     */
    record Subscribe(
            @Nullable String ref,
            List<TopicPattern> topics,
            boolean single,
            Filter filter,
            @Nullable Cursor since,
            int history,
            List<RefusedTopic> refused)
            implements ClientMessage {
        public Subscribe {
            topics = List.copyOf(topics);
            refused = List.copyOf(refused);
        }

        @Override
        public String action() {
            return "subscribe";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.subscribe(this);
        }
    }

    /**
     * Unsubscribes.
     *
     * @param topics named as subscribed; none = all
     * @param single whether the client used the member for one topic, which the answer repeats
     */
    record Unsubscribe(@Nullable String ref, List<TopicPattern> topics, boolean single) implements ClientMessage {
        public Unsubscribe {
            topics = List.copyOf(topics);
        }

        @Override
        public String action() {
            return "unsubscribe";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unsubscribe(this);
        }
    }

    /**
     * Publishes to every node.
     *
     * @param payload raw
     * @param kind the event's kind, or null
     * @param key makes a repetition known as such, or null
     * @param conflate events of the same key replace each other where the topic allows it, or null
     * @param traceId 32 hexadecimal digits, or null
     */
    record Publish(
            @Nullable String ref,
            Topic topic,
            String payload,
            @Nullable String kind,
            @Nullable String key,
            @Nullable String conflate,
            @Nullable String traceId)
            implements ClientMessage {
        @Override
        public String action() {
            return "publish";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.publish(this);
        }
    }

    /**
     * Joins a room.
     *
     * @param metadata a raw object, or null
     * @param member the token of a member of before, as which it goes on; or null
     */
    record Join(
            @Nullable String ref,
            String room,
            @Nullable String metadata,
            @Nullable String member) implements ClientMessage {
        @Override
        public String action() {
            return "join";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.join(this);
        }

        /** Leaves out the token, which is a secret. */
        @Override
        public String toString() {
            return "Join[ref=" + ref + ", room=" + room + "]";
        }
    }

    /** Leaves a room. */
    record Leave(@Nullable String ref, String room) implements ClientMessage {
        @Override
        public String action() {
            return "leave";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.leave(this);
        }
    }

    /**
     * A message to a room's members.
     *
     * @param word what kind of message; {@value Names#NO_KIND} for none
     * @param data raw
     * @param echo whether it goes to its sender too
     */
    record RoomMessage(@Nullable String ref, String room, String word, String data, boolean echo)
            implements ClientMessage {
        /** The word. */
        @Override
        public String action() {
            return word;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.roomMessage(this);
        }
    }

    /**
     * Asks who is there, starts or stops being told of changes, or replaces one's own metadata.
     *
     * @param topic the topic, which for a room is the room's
     * @param room the room, or null if the client named a topic
     * @param counts whether only the number is wanted
     * @param watch null to leave it as it is
     * @param data metadata, a raw object, or null
     * @param after the user past which the list begins, or null
     */
    record Presence(
            @Nullable String ref,
            Topic topic,
            @Nullable String room,
            boolean counts,
            @Nullable Boolean watch,
            @Nullable String data,
            @Nullable String after)
            implements ClientMessage {
        @Override
        public String action() {
            return "presence";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.presence(this);
        }
    }

    /**
     * Asks for past events.
     *
     * @param limit most events in the answer, 0 to {@value MessageDecoder#MAX_HISTORY}
     * @param since events past this cursor only, or null
     */
    record History(
            @Nullable String ref,
            Topic topic,
            int limit,
            @Nullable Cursor since) implements ClientMessage {
        @Override
        public String action() {
            return "history";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.history(this);
        }
    }

    /**
     * Asks for a {@code pong}.
     *
     * @param timestamp raw, of any kind, to be repeated in the answer; or null
     */
    record Ping(@Nullable String ref, @Nullable String timestamp) implements ClientMessage {
        @Override
        public String action() {
            return "ping";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.ping(this);
        }
    }

    /** A sign of life, without an answer. */
    record Pong(@Nullable String ref) implements ClientMessage {
        @Override
        public String action() {
            return "pong";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.pong(this);
        }
    }
}
