package org.fanfare.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.fanfare.protocol.JsonText.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object as text: it is scanned once, and gives each member's value as the text it was sent as, without white
 * space between tokens. Immutable.
 */
public final class JsonObjectText {
    private final String text;
    private final Map<String, Member> members;

    /** Where a member's value stands in the text, and how much white space it has between tokens. */
    private record Member(int from, int to, int spaces) {}

    private JsonObjectText(String text, Map<String, Member> members) {
        this.text = text;
        this.members = members;
    }

    /**
     * Scans an object.
     *
     * @throws ProtocolException {@code BAD_MESSAGE} if the text is not one JSON object, names a member twice, or has a
     *     member nested deeper than {@value JsonText#MAX_DEPTH}
     */
    public static JsonObjectText of(String text) {
        return of(text, false);
    }

    /** Scans an object of which a member that is named twice is the last one. */
    static JsonObjectText lenient(String text) {
        return of(text, true);
    }

    /** The members of a broken object that stand whole before the fault. */
    static JsonObjectText beginning(String text) {
        Map<String, Member> members = new LinkedHashMap<>();
        try {
            scan(text, members, false);
        } catch (ProtocolException fault) {
            // Known to the caller, who wants what stands before it.
        }
        return new JsonObjectText(text, members);
    }

    private static JsonObjectText of(String text, boolean repeatable) {
        Map<String, Member> members = new LinkedHashMap<>();
        scan(text, members, repeatable);
        return new JsonObjectText(text, members);
    }

    private static void scan(String text, Map<String, Member> members, boolean repeatable) {
        JsonScanner scanner = new JsonScanner(text, JsonText.MAX_DEPTH);
        scanner.space();
        scanner.expect('{');
        scanner.space();
        if (!scanner.accept('}')) {
            do {
                scanner.space();
                member(text, scanner, members, repeatable);
            } while (scanner.accept(','));
            scanner.expect('}');
        }
        scanner.end();
    }

    private static void member(String text, JsonScanner scanner, Map<String, Member> members, boolean repeatable) {
        int nameFrom = scanner.at();
        scanner.string();
        String name = JsonText.unquote(text, nameFrom, scanner.at());
        scanner.colon();
        int from = scanner.at();
        int before = scanner.spaces();
        scanner.value();
        Member member = new Member(from, scanner.at(), scanner.spaces() - before);
        if (members.put(name, member) != null && !repeatable) {
            members.remove(name);
            throw new ProtocolException(
                    ErrorCode.BAD_MESSAGE,
                    "the member " + ProtocolException.quoted(name) + " stands there twice; name each member once");
        }
        scanner.space();
    }

    /** The names of all members, in the order in which they were sent. */
    public Set<String> names() {
        return members.keySet();
    }

    /** Tells whether there is a member of that name, null included. */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** The kind of a member's value, or null if there is none. */
    public @Nullable Kind kind(String name) {
        Member member = members.get(name);
        return member == null ? null : JsonText.kind(text.charAt(member.from));
    }

    /** A member's value as compact JSON text, or null if there is none. */
    public @Nullable String raw(String name) {
        Member member = members.get(name);
        return member == null ? null : JsonText.without(member.spaces, text, member.from, member.to);
    }

    /**
     * The characters of a string.
     *
     * @return null if there is no such member, or it is JSON's null
     * @throws ProtocolException {@code BAD_MESSAGE} if it is something else
     */
    public @Nullable String string(String name) {
        Member member = present(name);
        if (member == null) {
            return null;
        }
        if (text.charAt(member.from) != '"') {
            throw wrong(name, "a string");
        }
        return JsonText.unquote(text, member.from, member.to);
    }

    /**
     * An integer between two bounds.
     *
     * @param absent the answer if there is no such member, or it is JSON's null
     * @throws ProtocolException {@code BAD_MESSAGE} if it is something else
     */
    public int integer(String name, int absent, int min, int max) {
        Member member = present(name);
        if (member == null) {
            return absent;
        }
        int digits = member.to - member.from;
        if (isInteger(text, member.from, member.to) && digits <= 10) {
            long value = Long.parseLong(text, member.from, member.to, 10);
            if (value >= min && value <= max) {
                return (int) value;
            }
        }
        throw wrong(name, "an integer from " + min + " to " + max);
    }

    static boolean isInteger(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c != '-' || i > from)) {
                return false;
            }
        }
        return true;
    }

    /**
     * A truth value.
     *
     * @return null if there is no such member, or it is JSON's null
     * @throws ProtocolException {@code BAD_MESSAGE} if it is something else
     */
    public @Nullable Boolean bool(String name) {
        Member member = present(name);
        if (member == null) {
            return null;
        }
        char first = text.charAt(member.from);
        if (first != 't' && first != 'f') {
            throw wrong(name, "true or false");
        }
        return first == 't';
    }

    private @Nullable Member present(String name) {
        Member member = members.get(name);
        return member == null || text.charAt(member.from) == 'n' ? null : member;
    }

    private static ProtocolException wrong(String name, String right) {
        return new ProtocolException(ErrorCode.BAD_MESSAGE, name + " must be " + right);
    }
}
