package org.fanfare.protocol;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.fanfare.event.Cursor;
import org.fanfare.protocol.JsonText.Kind;
import org.fanfare.topic.Filter;
import org.fanfare.topic.Topic;
import org.fanfare.topic.TopicPattern;
import org.jspecify.annotations.Nullable;

/** Reads the members of one message whose action is known. Every method throws {@link ProtocolException} for bad ones. */
final class ActionDecoder {
    private static final int DEFAULT_HISTORY = 100;

    private final JsonObjectText object;
    private final @Nullable String ref;
    private final DecodeContext context;

    ActionDecoder(JsonObjectText object, @Nullable String ref, DecodeContext context) {
        this.object = object;
        this.ref = ref;
        this.context = context;
    }

    ClientMessage decode(String action) {
        return switch (action) {
            case "subscribe" -> subscribe();
            case "unsubscribe" -> unsubscribe();
            case "publish" -> publish();
            case "history" ->
                new ClientMessage.History(
                        ref,
                        topic(),
                        object.integer("limit", DEFAULT_HISTORY, 0, MessageDecoder.MAX_HISTORY),
                        cursor());
            case "presence" -> presence();
            case "join" -> new ClientMessage.Join(ref, room(), metadata("metadata"), object.string("member"));
            case "leave" -> new ClientMessage.Leave(ref, room());
            case "auth" -> new ClientMessage.Auth(ref, required("token"));
            case "ping" -> new ClientMessage.Ping(ref, object.raw("timestamp"));
            case "pong" -> new ClientMessage.Pong(ref);
            default -> throw new IllegalArgumentException(action);
        };
    }

    private ClientMessage subscribe() {
        List<String> names = topicNames();
        if (names.isEmpty()) {
            throw missing("topic or topics");
        }
        Set<TopicPattern> topics = new LinkedHashSet<>();
        List<RefusedTopic> refused = new ArrayList<>();
        for (String name : names) {
            try {
                topics.add(Names.pattern(name));
            } catch (ProtocolException e) {
                if (names.size() == 1) {
                    throw e;
                }
                refused.add(new RefusedTopic(Names.shown(name), e.code(), e.detail()));
            }
        }
        if (topics.isEmpty()) {
            throw new ProtocolException(
                    ErrorCode.BAD_TOPIC,
                    "none of the topics is one; " + refused.get(0).message());
        }
        return new ClientMessage.Subscribe(
                ref,
                List.copyOf(topics),
                object.has("topic"),
                filter(),
                cursor(),
                object.integer("history", 0, 0, MessageDecoder.MAX_HISTORY),
                refused);
    }

    private ClientMessage unsubscribe() {
        Set<TopicPattern> topics = new LinkedHashSet<>();
        for (String name : topicNames()) {
            topics.add(Names.pattern(name));
        }
        return new ClientMessage.Unsubscribe(ref, List.copyOf(topics), object.has("topic"));
    }

    /** A publish, whatever action the members name. */
    ClientMessage.Publish publish() {
        Topic topic = topic();
        String payload = object.raw("payload");
        if (payload == null) {
            payload = object.raw("data");
        }
        if (payload == null) {
            throw missing("payload");
        }
        context.limits().checkPayload(payload);
        String trace = object.kind("traceparent") == Kind.STRING ? object.string("traceparent") : null;
        return new ClientMessage.Publish(
                ref,
                topic,
                payload,
                Names.kind(object.string("event")),
                Names.key("key", object.string("key")),
                Names.key("conflate", object.string("conflate")),
                TraceParent.traceId(trace));
    }

    private ClientMessage presence() {
        Boolean counts = object.bool("counts");
        String room = object.has("topic") ? null : room();
        return new ClientMessage.Presence(
                ref,
                room == null ? topic() : Names.roomTopic(room),
                room,
                counts != null && counts,
                object.bool("watch"),
                metadata("data"),
                object.string("after"));
    }

    /** A message to the room that it names, or to the connection's. */
    ClientMessage roomMessage(String word) {
        String room = room();
        String data = value("data");
        if (data == null) {
            throw missing("data");
        }
        Boolean echo = object.bool("echo");
        return new ClientMessage.RoomMessage(ref, room, word, data, echo != null && echo);
    }

    private Topic topic() {
        return Names.topic(required("topic"));
    }

    private String room() {
        String room = object.string("room");
        if (room == null) {
            room = context.room();
        }
        if (room == null) {
            throw missing("room");
        }
        Names.roomTopic(room);
        return room;
    }

    /** What {@code topic} or {@code topics} names; nothing if neither is there. */
    private List<String> topicNames() {
        boolean single = object.has("topic");
        String several = object.raw("topics");
        if (several == null) {
            return single ? List.of(required("topic")) : List.of();
        }
        if (single || JsonText.kind(several) != Kind.ARRAY) {
            throw bad(single ? "use topic or topics, not both" : "topics must be an array of strings");
        }
        List<String> elements = JsonText.elements(several);
        if (elements.isEmpty()) {
            throw bad("topics must name at least one topic");
        }
        context.limits().checkTopics(elements.size());
        List<String> names = new ArrayList<>(elements.size());
        for (String element : elements) {
            if (JsonText.kind(element) != Kind.STRING) {
                throw bad("topics must be an array of strings");
            }
            names.add(JsonText.unquote(element));
        }
        return names;
    }

    private Filter filter() {
        Kind kind = object.kind("filters");
        String raw = object.raw("filters");
        if (raw == null || kind == Kind.NULL) {
            return Filter.NONE;
        }
        if (kind != Kind.OBJECT) {
            throw new ProtocolException(
                    ErrorCode.BAD_FILTER,
                    "filters must be an object whose members are wanted values or arrays of them");
        }
        return Filters.fromJson(raw);
    }

    private @Nullable Cursor cursor() {
        String since = object.string("since");
        return since == null ? null : Names.cursor(since);
    }

    private @Nullable String value(String name) {
        String raw = object.raw(name);
        if (raw != null) {
            context.limits().checkPayload(raw);
        }
        return raw;
    }

    private @Nullable String metadata(String name) {
        Kind kind = object.kind(name);
        if (kind != null && kind != Kind.NULL && kind != Kind.OBJECT) {
            throw bad(name + " must be an object");
        }
        return kind == Kind.OBJECT ? value(name) : null;
    }

    private String required(String name) {
        String value = object.string(name);
        if (value != null) {
            return value;
        }
        throw object.has(name) ? bad(name + " must be a string") : missing(name);
    }

    private static ProtocolException missing(String name) {
        return bad(name + " is missing");
    }

    private static ProtocolException bad(String what) {
        return new ProtocolException(ErrorCode.BAD_MESSAGE, what);
    }
}
