package org.fanfare.protocol;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.adapter.JsonbAdapter;
import org.fanfare.event.Cursor;

/** JSON-B for the records that hold nothing that must be passed through as text. Thread-safe, made once. */
final class JsonBinding {
    static final Jsonb JSONB =
            JsonbBuilder.create(new JsonbConfig().withNullValues(false).withAdapters(new CursorAdapter()));

    private JsonBinding() {}

    /** The JSON text of a record. The type is the object's own: given an interface, JSON-B writes nothing of the record. */
    static String text(Object record) {
        return JSONB.toJson(record);
    }

    /** A cursor is its text. Public because JSON-B makes nothing of a class that it cannot see. */
    private static final class CursorAdapter implements JsonbAdapter<Cursor, String> {
        @Override
        public String adaptToJson(Cursor cursor) {
            return cursor.toString();
        }

        @Override
        public Cursor adaptFromJson(String text) {
            return Cursor.parse(text);
        }
    }
}
