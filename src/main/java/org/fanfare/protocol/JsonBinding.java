package org.fanfare.protocol;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.adapter.JsonbAdapter;
import org.fanfare.event.Cursor;
import org.fanfare.event.GapReason;
import org.fanfare.topic.Topic;

/** JSON-B for the records that hold nothing that must be passed through as text. Thread-safe, made once. */
final class JsonBinding {
    static final Jsonb JSONB = JsonbBuilder.create(new JsonbConfig()
            .withNullValues(false)
            .withAdapters(new TopicAdapter(), new CursorAdapter(), new GapReasonAdapter()));

    private JsonBinding() {}

    /** The JSON text of a record. The type is the object's own: given an interface, JSON-B writes nothing of the record. */
    static String text(Object record) {
        return JSONB.toJson(record);
    }

    /** A topic is its name. */
    private static final class TopicAdapter implements JsonbAdapter<Topic, String> {
        @Override
        public String adaptToJson(Topic topic) {
            return topic.name();
        }

        @Override
        public Topic adaptFromJson(String name) {
            return new Topic(name);
        }
    }

    /** A cursor is its text. */
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

    /** A reason is its name in the protocol. */
    private static final class GapReasonAdapter implements JsonbAdapter<GapReason, String> {
        @Override
        public String adaptToJson(GapReason reason) {
            return reason.text();
        }

        @Override
        public GapReason adaptFromJson(String text) {
            for (GapReason reason : GapReason.values()) {
                if (reason.text().equals(text)) {
                    return reason;
                }
            }
            throw new IllegalArgumentException("not a reason of a gap: " + text);
        }
    }
}
