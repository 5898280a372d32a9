package org.fanfare.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object, members that are null left out. For what holds JSON that is passed through as text, which neither
 * JSON-B nor JSON-P can write. For one thread.
 */
final class JsonWriter {
    private final StringBuilder text;

    JsonWriter(int expectedChars) {
        text = new StringBuilder(expectedChars).append('{');
    }

    /** Begins a message, whose first member is its type. */
    static JsonWriter message(String type, int expectedChars) {
        return new JsonWriter(expectedChars).plain("type", type);
    }

    /** A string that needs no escapes. */
    JsonWriter plain(String name, @Nullable String value) {
        if (value != null) {
            name(name).append('"').append(value).append('"');
        }
        return this;
    }

    JsonWriter string(String name, @Nullable String value) {
        if (value != null) {
            JsonText.quote(value, name(name));
        }
        return this;
    }

    /** A value that is JSON already. */
    JsonWriter raw(String name, @Nullable String json) {
        if (json != null) {
            name(name).append(json);
        }
        return this;
    }

    /** An array of values that are JSON already. */
    JsonWriter raws(String name, List<String> jsons) {
        StringBuilder array = name(name).append('[');
        for (int i = 0; i < jsons.size(); i++) {
            array.append(i == 0 ? "" : ",").append(jsons.get(i));
        }
        array.append(']');
        return this;
    }

    JsonWriter number(String name, @Nullable Long value) {
        if (value != null) {
            name(name).append(value.longValue());
        }
        return this;
    }

    JsonWriter time(String name, long epochMillis) {
        WireTime.append(epochMillis, name(name).append('"')).append('"');
        return this;
    }

    JsonWriter bool(String name, @Nullable Boolean value) {
        if (value != null) {
            name(name).append(value.booleanValue());
        }
        return this;
    }

    /** A member that is only there when it is true. */
    JsonWriter onlyIf(boolean value, String name) {
        return value ? bool(name, true) : this;
    }

    String end() {
        return text.append('}').toString();
    }

    private StringBuilder name(String name) {
        if (text.length() > 1) {
            text.append(',');
        }
        return text.append('"').append(name).append("\":");
    }
}
