package org.fanfare.testkit.client;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and quotes JSON. Keeps one reader factory, because looking the provider up costs more than a small text. */
public final class JsonText {
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    private JsonText() {}

    /** Reads any JSON value. */
    public static JsonValue value(String text) {
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }

    /** Reads a JSON object. */
    public static JsonObject object(String text) {
        return value(text).asJsonObject();
    }

    /** A text as a JSON string, quoted and escaped. */
    public static String quote(String text) {
        return Json.createValue(text).toString();
    }

    /** A string member, or null if there is none. */
    public static @Nullable String string(JsonObject object, String name) {
        return object.containsKey(name) ? object.getString(name) : null;
    }
}
