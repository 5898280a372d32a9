package org.fanfare.protocol;

import java.util.List;
import java.util.Locale;
import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/** What clients are told of who is on a topic or in a room. */
public sealed interface PresenceMessage {
    /** The message as it goes over the wire, without a line break. */
    String text();

    /**
     * A member as a message lists it.
     *
     * @param sessions how many sessions it has there, or null to leave that and the next out
     * @param sinceMillis when it came, in milliseconds since 1970-01-01T00:00Z
     * @param metadata raw, or null
     */
    record Person(
            String user,
            @Nullable Integer sessions,
            long sinceMillis,
            @Nullable String metadata) {
        /** A member of whom only that much is told. */
        public static Person of(String user, @Nullable String metadata) {
            return new Person(user, null, 0, metadata);
        }

        private String text() {
            JsonWriter text = new JsonWriter(96).string("user", user);
            if (sessions != null) {
                text.number("sessions", sessions.longValue()).time("since", sinceMillis);
            }
            return text.raw("metadata", metadata).end();
        }
    }

    /**
     * Members joined a room or left it. One is told as {@code user}, several as {@code members}.
     *
     * @param memberCount how many members it has now
     */
    record RoomChange(String room, boolean joined, List<Person> people, int memberCount) implements PresenceMessage {
        public RoomChange {
            people = List.copyOf(people);
        }

        @Override
        public String text() {
            JsonWriter text = JsonWriter.message(joined ? "room.joined" : "room.left", 128)
                    .plain("room", room)
                    .plain("room_id", room);
            if (people.size() == 1) {
                Person one = people.get(0);
                return text.string("user", one.user())
                        .number("member_count", (long) memberCount)
                        .raw("metadata", one.metadata())
                        .end();
            }
            return text.raws("members", texts(people))
                    .number("member_count", (long) memberCount)
                    .end();
        }
    }

    /**
     * Answers {@code presence}.
     *
     * @param ref raw, or null
     * @param topic the topic, which for a room is the room's
     * @param room the room, or null if the client named a topic
     * @param people the members in the order of their users, or null if only their number was asked for
     * @param more whether others follow the last one listed
     */
    record Answer(
            @Nullable String ref,
            Topic topic,
            @Nullable String room,
            int count,
            @Nullable List<Person> people,
            boolean more)
            implements PresenceMessage {
        public Answer {
            people = people == null ? null : List.copyOf(people);
        }

        @Override
        public String text() {
            JsonWriter text = named(topic, room).raw("id", ref).number("count", (long) count);
            if (people != null) {
                text.raws("members", texts(people));
            }
            return text.onlyIf(more, "more").end();
        }

        /** The same as the body of an HTTP answer. */
        public String body() {
            JsonWriter text = new JsonWriter(128)
                    .plain(room == null ? "topic" : "room", room == null ? topic.name() : room)
                    .number("count", (long) count);
            if (people != null) {
                text.raws("members", texts(people));
            }
            return text.onlyIf(more, "more").end();
        }
    }

    /**
     * Tells those who watch of a change.
     *
     * @param topic the topic, which for a room is the room's
     * @param room the room, or null of another topic
     * @param event what the members did
     * @param count how many members there are now
     */
    record Change(Topic topic, @Nullable String room, Event event, List<Person> people, int count)
            implements PresenceMessage {
        public Change {
            people = List.copyOf(people);
        }

        @Override
        public String text() {
            return named(topic, room)
                    .plain("event", event.name().toLowerCase(Locale.ROOT))
                    .raws("members", texts(people))
                    .number("count", (long) count)
                    .end();
        }
    }

    /** What members did. */
    enum Event {
        JOIN,
        LEAVE,
        /** They have other metadata, or another number of sessions. */
        UPDATE
    }

    private static JsonWriter named(Topic topic, @Nullable String room) {
        return JsonWriter.message("presence", 192)
                .plain(room == null ? "topic" : "room", room == null ? topic.name() : room);
    }

    private static List<String> texts(List<Person> people) {
        return people.stream().map(Person::text).toList();
    }
}
