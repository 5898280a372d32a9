package org.fanfare.protocol;

/**
 * Walks over one JSON text (RFC 8259, nothing looser) without building anything of it.
 *
 * <p>Linear time, no recursion, a fixed amount of memory. For one thread.
 */
final class JsonScanner {
    /** One bit per open container in a {@code long}. */
    static final int MAX_DEPTH = 64;

    private final String text;
    private final int maxDepth;
    private int at;
    private int spaces;
    private int depth;
    private long objects;

    /**
     * Stands before the first character.
     *
     * @param maxDepth most containers of a value inside one another, at most {@value #MAX_DEPTH}
     */
    JsonScanner(String text, int maxDepth) {
        if (maxDepth < 0 || maxDepth > MAX_DEPTH) {
            throw new IllegalArgumentException("depth must be 0 to " + MAX_DEPTH + ": " + maxDepth);
        }
        this.text = text;
        this.maxDepth = maxDepth;
    }

    int at() {
        return at;
    }

    /** How many characters of white space were passed between tokens so far. */
    int spaces() {
        return spaces;
    }

    /** Passes white space; does not mind the end of the text. */
    void space() {
        int i = at;
        while (i < text.length() && isSpace(text.charAt(i))) {
            i++;
        }
        spaces += i - at;
        at = i;
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /** The character here, which is not passed. */
    char peek() {
        if (at >= text.length()) {
            throw bad("the text ends too early");
        }
        return text.charAt(at);
    }

    /** Passes one character that must be here. */
    void expect(char wanted) {
        if (peek() != wanted) {
            throw bad("expected " + wanted);
        }
        at++;
    }

    /** Passes a character if it is here. */
    boolean accept(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    /** Checks that only white space is left. */
    void end() {
        space();
        if (at < text.length()) {
            throw bad("more text after the value");
        }
    }

    /** Passes one value, of any kind, that begins here. */
    void value() {
        depth = 0;
        do {
            char c = peek();
            if (c == '{' || c == '[') {
                open(c);
            } else {
                scalar(c);
                close();
            }
        } while (depth > 0);
    }

    /** Enters a container, and leaves it again if it is empty; else stands at its first value. */
    private void open(char c) {
        if (depth == maxDepth) {
            throw bad("nested more than " + maxDepth + " deep");
        }
        boolean object = c == '{';
        objects = object ? objects | 1L << depth : objects & ~(1L << depth);
        depth++;
        at++;
        space();
        if (accept(object ? '}' : ']')) {
            depth--;
            close();
        } else if (object) {
            name();
        }
    }

    /** After a value: leaves the containers that end here; stands at the next value if there is one. */
    private void close() {
        while (depth > 0) {
            boolean object = (objects >>> (depth - 1) & 1) != 0;
            space();
            if (accept(',')) {
                space();
                if (object) {
                    name();
                }
                return;
            }
            if (!accept(object ? '}' : ']')) {
                throw bad(object ? "expected , or }" : "expected , or ]");
            }
            depth--;
        }
    }

    /** Passes a member's name and its colon; stands at its value. */
    void name() {
        string();
        colon();
    }

    /** Passes the colon after a name; stands at the value. */
    void colon() {
        space();
        expect(':');
        space();
    }

    private void scalar(char c) {
        switch (c) {
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void word(String word) {
        if (!text.startsWith(word, at)) {
            throw bad("expected a value");
        }
        at += word.length();
    }

    /** Passes a string that must begin here. */
    void string() {
        if (peek() != '"') {
            throw bad("expected a member name in double quotes");
        }
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                at = i + 1;
                return;
            }
            if (c == '\\') {
                i = escape(i + 1);
            } else if (c < ' ') {
                throw bad(i, "a control character in a string; write it as \\u00XX");
            } else if (Character.isSurrogate(c)) {
                i = pair(i);
            }
        }
        throw bad("a string without its closing quote");
    }

    /** Checks what follows a backslash; returns the place of its last character. */
    private int escape(int i) {
        if (i < text.length()) {
            char c = text.charAt(i);
            if (c == 'u' && i + 4 < text.length() && isHex(i + 1) && isHex(i + 2) && isHex(i + 3) && isHex(i + 4)) {
                return i + 4;
            }
            if (c != 'u' && "\"\\/bfnrt".indexOf(c) >= 0) {
                return i;
            }
        }
        throw bad(i - 1, "an escape that JSON does not have");
    }

    private boolean isHex(int i) {
        return Character.digit(text.charAt(i), 16) >= 0 && text.charAt(i) < 128;
    }

    private int pair(int i) {
        if (i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
            return i + 1;
        }
        throw bad(i, "half of a surrogate pair");
    }

    private void number() {
        int start = at;
        if (text.charAt(at) == '-') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '0') {
            at++;
        } else {
            digits(start);
        }
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits(start);
        }
        if (at < text.length() && (text.charAt(at) | 0x20) == 'e') {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            digits(start);
        }
    }

    private void digits(int start) {
        int from = at;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        if (at == from) {
            throw bad(start, "expected a value");
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    ProtocolException bad(String what) {
        return bad(at, what);
    }

    private static ProtocolException bad(int place, String what) {
        return new ProtocolException(ErrorCode.BAD_MESSAGE, "not JSON at character " + (place + 1) + ": " + what);
    }
}
