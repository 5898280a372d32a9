package org.fanfare.event;

import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/** A numbered event. Immutable but for the memo of its wire text, which any thread may fill with the same value. */
public final class Event {
    private final EventId id;
    private final Publication publication;
    private final long timestampMillis;
    private @Nullable String wireText;
    private int wireBytes;
    private @Nullable String roomText;
    private int roomBytes;

    /**
     * Creates an event.
     *
     * @param timestampMillis when it entered, in milliseconds since 1970-01-01T00:00Z
     */
    public Event(EventId id, Publication publication, long timestampMillis) {
        this.id = id;
        this.publication = publication;
        this.timestampMillis = timestampMillis;
    }

    public EventId id() {
        return id;
    }

    public Topic topic() {
        return publication.topic();
    }

    public Publication publication() {
        return publication;
    }

    public String payload() {
        return publication.payload();
    }

    public long timestampMillis() {
        return timestampMillis;
    }

    /**
     * The event's text on the wire, encoded at most once however many read it (a race encodes it twice, to equal texts).
     *
     * @param encoder always the same function for one event
     */
    public String wireText(Function<Event, String> encoder) {
        String text = wireText;
        if (text == null) {
            text = encoder.apply(this);
            wireText = text;
        }
        return text;
    }

    /**
     * The length of the event's text on the wire, counted at most once however many ask (but for a race).
     *
     * @param counter counts the bytes of a text in UTF-8
     */
    public int wireBytes(String text, ToIntFunction<String> counter) {
        int bytes = wireBytes;
        if (bytes == 0) {
            bytes = counter.applyAsInt(text);
            wireBytes = bytes;
        }
        return bytes;
    }

    /** As {@link #wireText}, the text of a word to a room's members. */
    public String roomText(Function<Event, String> encoder) {
        String text = roomText;
        if (text == null) {
            text = encoder.apply(this);
            roomText = text;
        }
        return text;
    }

    /** As {@link #wireBytes}, of the text of a word to a room's members. */
    public int roomBytes(String text, ToIntFunction<String> counter) {
        int bytes = roomBytes;
        if (bytes == 0) {
            bytes = counter.applyAsInt(text);
            roomBytes = bytes;
        }
        return bytes;
    }

    @Override
    public String toString() {
        return id + " " + topic();
    }
}
