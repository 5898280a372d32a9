package org.fanfare.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages where they lie in a buffer. It knows the order in which the server writes the members of events, and
 * makes no objects for them. For one thread.
 */
final class Hearing {
    private static final byte[] DATA = ascii("{\"type\":\"data\"");
    private static final byte[] ID = ascii("\"id\":\"");
    private static final byte[] PUBLISHER = ascii("\"payload\":{\"p\":");
    private static final byte[] NUMBER = ascii(",\"n\":");

    private final Origins origins;
    private byte[][] names = {};
    private int[] numbers = {};
    private int at;
    private long id;
    private long content;

    Hearing(Origins origins) {
        this.origins = origins;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    /** Whether an event stands there; if so, it can be asked for. */
    boolean isEvent(byte[] b, int from, int to) throws IOException {
        if (!startsWith(b, from, to, DATA)) {
            return false;
        }
        int name = find(b, from, to, ID);
        int dash = name;
        while (b[dash] != '-') {
            dash++;
        }
        at = dash + 1;
        id = Origins.id(origin(b, name, dash), digits(b));
        at = find(b, at, to, PUBLISHER);
        int publisher = (int) digits(b);
        at = find(b, at, to, NUMBER);
        content = Content.of(publisher, (int) digits(b));
        return true;
    }

    /** The last event's id. */
    long id() {
        return id;
    }

    /** The last event's content. */
    long content() {
        return content;
    }

    /** The next event in a longer text; -1 if there is none. */
    static int nextEvent(byte[] b, int from, int to) {
        return indexOf(b, from, to, DATA);
    }

    private long digits(byte[] b) {
        long value = 0;
        while (b[at] >= '0' && b[at] <= '9') {
            value = value * 10 + b[at++] - '0';
        }
        return value;
    }

    private int origin(byte[] b, int from, int to) {
        for (int i = 0; i < names.length; i++) {
            if (Arrays.equals(b, from, to, names[i], 0, names[i].length)) {
                return numbers[i];
            }
        }
        byte[] name = Arrays.copyOfRange(b, from, to);
        int number = origins.number(new String(name, US_ASCII));
        names = Arrays.copyOf(names, names.length + 1);
        names[names.length - 1] = name;
        numbers = Arrays.copyOf(numbers, names.length);
        numbers[names.length - 1] = number;
        return number;
    }

    private static int find(byte[] b, int from, int to, byte[] word) throws IOException {
        int found = indexOf(b, from, to, word);
        if (found < 0) {
            throw new IOException("no " + new String(word, US_ASCII) + " in " + new String(b, from, to - from, UTF_8));
        }
        return found + word.length;
    }

    static int indexOf(byte[] b, int from, int to, byte[] word) {
        for (int i = from; i <= to - word.length; i++) {
            if (b[i] == word[0] && startsWith(b, i, to, word)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] b, int from, int to, byte[] word) {
        return to - from >= word.length && Arrays.equals(b, from, from + word.length, word, 0, word.length);
    }

    /** A member of a small message: its text without quotes, or null if it has none of that name. */
    static @Nullable String member(String message, String name) {
        int at = message.indexOf("\"" + name + "\":");
        if (at < 0) {
            return null;
        }
        int start = at + name.length() + 3;
        boolean quoted = message.charAt(start) == '"';
        int end = start + 1;
        while (quoted ? message.charAt(end) != '"' : ",}]".indexOf(message.charAt(end)) < 0) {
            end++;
        }
        return message.substring(quoted ? start + 1 : start, end);
    }

    /** A member that must be there. */
    static String required(String message, String name) throws IOException {
        String value = member(message, name);
        if (value == null) {
            throw new IOException("no " + name + " in " + message);
        }
        return value;
    }
}
