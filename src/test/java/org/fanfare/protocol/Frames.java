package org.fanfare.protocol;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;

/** The example frames that every implementation of the protocol is tested with. */
final class Frames {
    private static final JsonObject ALL = read();

    private Frames() {}

    private static JsonObject read() {
        try (InputStream in = Frames.class.getResourceAsStream("/protocol/frames.json");
                var reader = Json.createReader(Objects.requireNonNull(in))) {
            return reader.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonObject> list(String list) {
        return ALL.getJsonArray(list).stream().map(JsonValue::asJsonObject);
    }

    static JsonValue frame(String list, String name) {
        return frame(list(list)
                .filter(example -> example.getString("name").equals(name))
                .findAny()
                .orElseThrow(() -> new AssertionError("no frame " + name)));
    }

    static JsonValue frame(JsonObject example) {
        return Objects.requireNonNull(example.get("frame"));
    }

    static JsonValue parse(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }
}
