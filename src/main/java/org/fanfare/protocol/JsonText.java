package org.fanfare.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * JSON handled as text (RFC 8259), so that a payload leaves with the numbers, escapes and member order it came with.
 *
 * <p>A parser would lose these: to {@code jakarta.json} 1.0 and 1e5 are numbers and an escape is its character.
 */
public final class JsonText {
    /** How deep a payload may be nested. */
    public static final int MAX_DEPTH = JsonScanner.MAX_DEPTH;

    private static final String HEX = "0123456789abcdef";

    private JsonText() {}

    /** The kinds of JSON values. */
    public enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        BOOLEAN,
        NULL
    }

    /** {@link #compact(String, int)} with the depth of a payload. */
    public static String compact(String text) {
        return compact(text, MAX_DEPTH);
    }

    /**
     * Checks one JSON value and removes the white space between its tokens. Names that an object repeats are kept.
     *
     * @param maxDepth most containers inside one another, 0 to {@value #MAX_DEPTH}
     * @return the value; the same instance when there is nothing to remove
     * @throws ProtocolException {@code BAD_MESSAGE} with the place, if the text is not one JSON value, is nested deeper, or
     *     has a raw control character or half a surrogate pair in a string
     */
    public static String compact(String text, int maxDepth) {
        JsonScanner scanner = new JsonScanner(text, maxDepth);
        scanner.space();
        int from = scanner.at();
        int spaces = scanner.spaces();
        scanner.value();
        int to = scanner.at();
        spaces = scanner.spaces() - spaces;
        scanner.end();
        return without(spaces, text, from, to);
    }

    /** A part of a checked text without the given number of white space characters that it has between tokens. */
    static String without(int spaces, String text, int from, int to) {
        if (spaces == 0) {
            return text.substring(from, to);
        }
        StringBuilder compact = new StringBuilder(to - from - spaces);
        int start = from;
        boolean quoted = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\') {
                i++;
            } else if (!quoted && JsonScanner.isSpace(c)) {
                compact.append(text, start, i);
                start = i + 1;
            }
        }
        return compact.append(text, start, to).toString();
    }

    /** The kind of a checked value. */
    public static Kind kind(String value) {
        return kind(value.charAt(0));
    }

    static Kind kind(char first) {
        return switch (first) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case 't', 'f' -> Kind.BOOLEAN;
            case 'n' -> Kind.NULL;
            default -> Kind.NUMBER;
        };
    }

    /**
     * The elements of an array, each a compact value.
     *
     * @throws ProtocolException {@code BAD_MESSAGE} if the text is not a JSON array
     */
    public static List<String> elements(String array) {
        JsonScanner scanner = new JsonScanner(array, MAX_DEPTH);
        List<String> elements = new ArrayList<>();
        scanner.space();
        scanner.expect('[');
        scanner.space();
        if (!scanner.accept(']')) {
            do {
                scanner.space();
                int from = scanner.at();
                int before = scanner.spaces();
                scanner.value();
                elements.add(without(scanner.spaces() - before, array, from, scanner.at()));
                scanner.space();
            } while (scanner.accept(','));
            scanner.expect(']');
        }
        scanner.end();
        return elements;
    }

    /** The characters of a checked JSON string. An escaped half of a surrogate pair stays a half. */
    public static String unquote(String string) {
        return unquote(string, 0, string.length());
    }

    static String unquote(String text, int from, int to) {
        int escape = from + 1;
        while (escape < to - 1 && text.charAt(escape) != '\\') {
            escape++;
        }
        if (escape == to - 1) {
            return text.substring(from + 1, to - 1);
        }
        StringBuilder plain = new StringBuilder(to - from);
        plain.append(text, from + 1, escape);
        for (int i = escape; i < to - 1; i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
            } else if (text.charAt(++i) == 'u') {
                plain.append((char) Integer.parseInt(text, i + 1, i + 5, 16));
                i += 4;
            } else {
                plain.append(unescaped(text.charAt(i)));
            }
        }
        return plain.toString();
    }

    private static char unescaped(char c) {
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }

    /** A text as a JSON string. */
    public static String quote(String text) {
        return quote(text, new StringBuilder(text.length() + 2)).toString();
    }

    /**
     * Appends a text as a JSON string. Control characters and halves of surrogate pairs are escaped, so that the result
     * can always be sent as UTF-8 and never holds a line break.
     */
    public static StringBuilder quote(String text, StringBuilder to) {
        to.append('"');
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                to.append(text, start, i).append('\\');
                start = i;
            } else if (c < ' ' || (Character.isSurrogate(c) && !isPair(text, i))) {
                escape(c, to.append(text, start, i));
                start = i + 1;
            } else if (Character.isHighSurrogate(c)) {
                i++;
            }
        }
        return to.append(text, start, text.length()).append('"');
    }

    private static boolean isPair(String text, int i) {
        return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
    }

    private static void escape(char c, StringBuilder to) {
        to.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            to.append(HEX.charAt(c >> shift & 0xf));
        }
    }

    /** How many bytes of UTF-8 a well-formed text takes. */
    public static int utf8Bytes(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }
}
