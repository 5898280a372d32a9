package org.fanfare.protocol;

import java.util.List;
import org.fanfare.event.Event;
import org.fanfare.event.GapReason;
import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/** The body that answers a look back at a topic. */
public final class HistoryAnswer {
    private static final int FRAME_CHARS = 256;

    private HistoryAnswer() {}

    /**
     * The text of the answer.
     *
     * @param events oldest first
     * @param more whether there are more than were asked for
     * @param gap why some before the first may be missing, or null
     */
    public static String text(Topic topic, List<Event> events, String cursor, boolean more, @Nullable GapReason gap) {
        List<String> texts =
                events.stream().map(event -> event.wireText(DataText::of)).toList();
        int chars = texts.stream().mapToInt(text -> text.length() + 1).sum();
        return new JsonWriter(FRAME_CHARS + chars)
                .plain("topic", topic.name())
                .raws("events", texts)
                .plain("cursor", cursor)
                .raw("gap", gap == null ? null : new ServerMessage.Gap(topic.name(), cursor, gap.text()).text())
                .onlyIf(more, "more")
                .end();
    }
}
