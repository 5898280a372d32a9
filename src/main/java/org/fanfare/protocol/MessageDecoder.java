package org.fanfare.protocol;

import java.util.TreeSet;
import org.fanfare.protocol.JsonText.Kind;
import org.jspecify.annotations.Nullable;

/** Reads what a client sent: a frame, or one of the values of a batch frame. */
public final class MessageDecoder {
    /** Most past events that one request may ask for. */
    public static final int MAX_HISTORY = 1000;

    private static final int MAX_REF_CHARS = 128;
    private static final int MAX_ACTION_CHARS = 64;

    private MessageDecoder() {}

    /**
     * Reads a message. Time and memory grow with the length of the text only.
     *
     * @throws RefusedMessage if it is none, with the code and what could be read of it
     */
    public static ClientMessage decode(String text, DecodeContext context) {
        JsonObjectText object = null;
        try {
            if (!startsWith('{', text)) {
                return noObject(text, context);
            }
            object = JsonObjectText.of(text);
            return message(object, text, context);
        } catch (ProtocolException e) {
            throw refused(e, object == null ? JsonObjectText.beginning(text) : object);
        }
    }

    private static boolean startsWith(char wanted, String text) {
        int i = 0;
        while (i < text.length() && JsonScanner.isSpace(text.charAt(i))) {
            i++;
        }
        return i < text.length() && text.charAt(i) == wanted;
    }

    private static ClientMessage noObject(String text, DecodeContext context) {
        String value = JsonText.compact(text);
        if (context.room() != null && JsonText.kind(value) == Kind.ARRAY) {
            return bare(value, context.room(), context);
        }
        throw new ProtocolException(
                ErrorCode.BAD_MESSAGE, "a message must be a JSON object such as {\"action\":\"ping\"}");
    }

    private static ClientMessage message(JsonObjectText object, String text, DecodeContext context) {
        String action = action(object);
        if (action != null && Names.ACTIONS.contains(action)) {
            return new ActionDecoder(object, ref(object), context).decode(action);
        }
        String room = context.room();
        boolean speaks = action != null && (room == null ? object.has("room") : object.has("data"));
        if (action != null && speaks && context.words().contains(action)) {
            return new ActionDecoder(object, ref(object), context).roomMessage(action);
        }
        if (room != null) {
            return bare(JsonText.compact(text), room, context);
        }
        throw action != null && speaks ? noWord(action, context) : unknown(action, object);
    }

    private static ProtocolException noWord(String word, DecodeContext context) {
        return new ProtocolException(
                ErrorCode.UNKNOWN_ACTION,
                "no word of rooms: " + ProtocolException.quoted(word) + "; say one of "
                        + String.join(", ", new TreeSet<>(context.words())));
    }

    /** The string that names the action, or null: {@code action} goes before {@code type}. */
    private static @Nullable String action(JsonObjectText object) {
        Kind kind = object.kind("action");
        String name = kind == null || kind == Kind.NULL ? "type" : "action";
        return object.kind(name) == Kind.STRING ? object.string(name) : null;
    }

    private static ProtocolException unknown(@Nullable String action, JsonObjectText object) {
        if (action != null) {
            return new ProtocolException(
                    ErrorCode.UNKNOWN_ACTION,
                    "unknown action " + ProtocolException.quoted(action)
                            + "; use subscribe, unsubscribe, publish, history, presence, join, leave, auth, ping or"
                            + " pong, or name a room");
        }
        boolean there = object.has("action") || object.has("type");
        return new ProtocolException(
                ErrorCode.BAD_MESSAGE, there ? "action must be a string" : "action is missing, the name of what to do");
    }

    private static ClientMessage bare(String value, String room, DecodeContext context) {
        context.limits().checkPayload(value);
        if (!context.words().contains(Names.NO_KIND)) {
            throw noWord(Names.NO_KIND, context);
        }
        return new ClientMessage.RoomMessage(null, room, Names.NO_KIND, value, true);
    }

    private static @Nullable String ref(JsonObjectText object) {
        String ref = readableRef(object);
        Kind kind = object.kind("id");
        if (ref == null && kind != null && kind != Kind.NULL) {
            throw new ProtocolException(
                    ErrorCode.BAD_MESSAGE, "id must be a string of at most 128 characters or an integer");
        }
        return ref;
    }

    private static @Nullable String readableRef(JsonObjectText object) {
        Kind kind = object.kind("id");
        String raw = object.raw("id");
        if (raw == null || (kind != Kind.STRING && kind != Kind.NUMBER)) {
            return null;
        }
        boolean legal = kind == Kind.STRING
                ? JsonText.unquote(raw).length() <= MAX_REF_CHARS
                : raw.length() <= MAX_REF_CHARS && JsonObjectText.isInteger(raw, 0, raw.length());
        return legal ? raw : null;
    }

    private static RefusedMessage refused(ProtocolException why, JsonObjectText object) {
        String action = action(object);
        String topic = object.kind("topic") == Kind.STRING ? object.string("topic") : null;
        return new RefusedMessage(
                why,
                readableRef(object),
                action == null ? null : ProtocolException.cut(action, MAX_ACTION_CHARS),
                topic == null ? null : Names.shown(topic));
    }
}
