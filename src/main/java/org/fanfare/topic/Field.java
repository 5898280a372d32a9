package org.fanfare.topic;

/** What a payload holds under a name, as far as a filter can tell. */
public sealed interface Field {
    /** A string, unescaped. */
    record Text(String value) implements Field {}

    /** A number, as its JSON text was sent: {@code 1.50}, {@code 2e3}. */
    record Decimal(String json) implements Field {}

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements Field {}

    /** An object, into which dots step. */
    record Nested(Fields fields) implements Field {}

    /** What has no content of its own. */
    enum Plain implements Field {
        /** The JSON literal {@code null}. */
        NULL,
        /** An array: present, but nothing equals it. */
        ARRAY,
        /** The object has no such member. */
        ABSENT
    }
}
