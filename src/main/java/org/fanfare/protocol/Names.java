package org.fanfare.protocol;

import java.util.Set;
import org.fanfare.event.Cursor;
import org.fanfare.event.InvalidCursorException;
import org.fanfare.topic.InvalidTopicException;
import org.fanfare.topic.Topic;
import org.fanfare.topic.TopicPattern;
import org.jspecify.annotations.Nullable;

/** The names that requests carry, checked: topics, rooms, kinds, words, keys and cursors. */
public final class Names {
    /** The kind of an event that has none, and the word of a room message that has none. */
    public static final String NO_KIND = "message";

    /** The namespace of rooms. */
    public static final String ROOMS = "room";

    private static final String ROOM_PREFIX = ROOMS + ":";

    static final Set<String> ACTIONS = Set.of(
            "auth", "subscribe", "unsubscribe", "publish", "join", "leave", "presence", "history", "ping", "pong");
    private static final Set<String> OTHERS_RESERVED = Set.of(
            "welcome",
            "ack",
            "data",
            "room.joined",
            "room.left",
            "gap",
            "expiring",
            "error",
            "goodbye",
            "open",
            "close",
            "heartbeat",
            "refused",
            "system");
    private static final int MAX_KIND_CHARS = 64;
    private static final int MAX_KEY_CHARS = 128;

    private Names() {}

    /**
     * Reads a topic.
     *
     * @throws ProtocolException {@code BAD_TOPIC}
     */
    public static Topic topic(String name) {
        try {
            return new Topic(name);
        } catch (InvalidTopicException e) {
            throw badTopic(e, name);
        }
    }

    /**
     * Reads a topic or a pattern.
     *
     * @throws ProtocolException {@code BAD_TOPIC}
     */
    public static TopicPattern pattern(String text) {
        try {
            return TopicPattern.parse(text);
        } catch (InvalidTopicException e) {
            throw badTopic(e, text);
        }
    }

    private static ProtocolException badTopic(InvalidTopicException e, String name) {
        String message = e.getMessage();
        return new ProtocolException(ErrorCode.BAD_TOPIC, message == null ? "not a topic" : message, shown(name), null);
    }

    /**
     * Reads a cursor.
     *
     * @throws ProtocolException {@code BAD_CURSOR}
     */
    public static Cursor cursor(String text) {
        try {
            return Cursor.parse(text);
        } catch (InvalidCursorException e) {
            String message = e.getMessage();
            throw new ProtocolException(ErrorCode.BAD_CURSOR, message == null ? "not a cursor" : message);
        }
    }

    /** A topic's text for an answer, which nobody makes longer than a topic can be. */
    static String shown(String topic) {
        return ProtocolException.cut(topic, Topic.MAX_LENGTH_CHARS);
    }

    /**
     * The topic of a room's events.
     *
     * @throws ProtocolException {@code BAD_TOPIC} if a room cannot be called that
     */
    public static Topic roomTopic(String room) {
        if (room.indexOf('.') < 0 && room.indexOf(':') < 0 && room.indexOf('/') < 0) {
            try {
                return new Topic(ROOM_PREFIX + room);
            } catch (InvalidTopicException e) {
                throw badRoom(room);
            }
        }
        throw badRoom(room);
    }

    /** The room whose events a topic has. */
    public static String room(Topic topic) {
        if (!isRoom(topic)) {
            throw new IllegalArgumentException("the topic of no room: " + topic);
        }
        return topic.name().substring(ROOM_PREFIX.length());
    }

    /** Tells whether a topic is a room's. */
    public static boolean isRoom(Topic topic) {
        String name = topic.name();
        if (!name.startsWith(ROOM_PREFIX)) {
            return false;
        }
        for (int i = ROOM_PREFIX.length(); i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.' || c == ':' || c == '/') {
                return false;
            }
        }
        return true;
    }

    private static ProtocolException badRoom(String room) {
        return new ProtocolException(
                ErrorCode.BAD_TOPIC,
                "not a room: " + ProtocolException.quoted(room) + "; use 1 to 250 characters of A-Z a-z 0-9 _ - @ ~ %");
    }

    /**
     * Checks an event's kind.
     *
     * @return null for none, which {@code message} means too
     * @throws ProtocolException {@code BAD_MESSAGE} if it has another form than a kind, or is reserved
     */
    public static @Nullable String kind(@Nullable String kind) {
        if (kind == null || kind.equals(NO_KIND)) {
            return null;
        }
        if (!isWord(kind)) {
            throw new ProtocolException(
                    ErrorCode.BAD_MESSAGE,
                    "not a kind of event: " + ProtocolException.quoted(kind)
                            + "; use a letter and at most 63 of A-Z a-z 0-9 _ . -, and none of the protocol's own names");
        }
        return kind;
    }

    /** Tells whether a text may be an event's kind or a room's word. */
    public static boolean isWord(String text) {
        if (text.isEmpty() || text.length() > MAX_KIND_CHARS || !isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '_' && c != '.' && c != '-') {
                return false;
            }
        }
        return !ACTIONS.contains(text) && !OTHERS_RESERVED.contains(text);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /**
     * Checks an idempotency or conflation key.
     *
     * @param name what the key is called, for the message
     * @throws ProtocolException {@code BAD_KEY} if it is not 1 to 128 printable ASCII characters
     */
    public static @Nullable String key(String name, @Nullable String key) {
        if (key == null) {
            return null;
        }
        boolean legal = !key.isEmpty() && key.length() <= MAX_KEY_CHARS;
        for (int i = 0; legal && i < key.length(); i++) {
            legal = key.charAt(i) >= ' ' && key.charAt(i) <= '~';
        }
        if (!legal) {
            throw new ProtocolException(ErrorCode.BAD_KEY, name + " must be 1 to 128 printable ASCII characters");
        }
        return key;
    }
}
