package org.fanfare.hub;

import java.util.ArrayList;
import java.util.List;
import org.fanfare.event.Handling;
import org.fanfare.presence.Change;
import org.fanfare.presence.Sitting;
import org.fanfare.protocol.JsonText;
import org.fanfare.protocol.ProtocolException;
import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/**
 * Changes of presence as the payload of an event: a JSON array of one array for each. An empty topic is that of the change before.
 *
 * <pre>
 * ["h", topic, handle, user, since in ms, changed so many ms later (, metadata)]   a sitting came, or is another than before
 * ["g", topic, handle]                                                             a sitting went
 * ["x", topic, handle]                                                             whoever has it is to let it go
 * ["b"]                                                                            all sittings of the node follow
 * ["e", count]                                                                     so many they were
 * </pre>
 */
final class PresenceText {
    private static final int CHARS_A_CHANGE = 120;

    private PresenceText() {}

    static String write(List<Change> changes) {
        StringBuilder text = new StringBuilder(CHARS_A_CHANGE * changes.size()).append('[');
        Topic last = null;
        for (Change change : changes) {
            text.append(text.length() == 1 ? "" : ",");
            if (change instanceof Change.Here here) {
                last = place(
                        text, "h", here.sitting().topic(), last, here.sitting().handle());
                sitting(text, here.sitting());
            } else if (change instanceof Change.Gone gone) {
                last = place(text, "g", gone.topic(), last, gone.handle());
            } else if (change instanceof Change.Expelled expelled) {
                last = place(text, "x", expelled.topic(), last, expelled.handle());
            } else if (change instanceof Change.Renewal renewal) {
                text.append(renewal.begins() ? "[\"b\"" : "[\"e\"," + renewal.count());
            }
            text.append(']');
        }
        return text.append(']').toString();
    }

    private static Topic place(StringBuilder text, String what, Topic topic, @Nullable Topic last, String handle) {
        text.append("[\"").append(what).append("\",\"");
        text.append(topic.equals(last) ? "" : topic.name()).append("\",");
        JsonText.quote(handle, text);
        return topic;
    }

    private static void sitting(StringBuilder text, Sitting sitting) {
        JsonText.quote(sitting.user(), text.append(','));
        text.append(',').append(sitting.sinceMillis());
        text.append(',').append(sitting.changedMillis() - sitting.sinceMillis());
        if (sitting.metadata() != null) {
            text.append(',').append(sitting.metadata());
        }
    }

    /**
     * Reads what {@link #write} writes.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static List<Change> read(String text) {
        try {
            List<Change> changes = new ArrayList<>();
            Topic topic = Handling.PRESENCE_TOPIC;
            for (String one : JsonText.elements(text)) {
                List<String> parts = JsonText.elements(one);
                if (parts.size() > 2) {
                    topic = topic(parts.get(1), topic);
                }
                changes.add(change(parts, topic));
            }
            return changes;
        } catch (ProtocolException | IndexOutOfBoundsException broken) {
            throw new IllegalArgumentException("not changes of presence", broken);
        }
    }

    private static Topic topic(String quoted, Topic last) {
        String name = string(quoted);
        return name.isEmpty() || name.equals(last.name()) ? last : new Topic(name);
    }

    private static Change change(List<String> parts, Topic topic) {
        return switch (parts.get(0)) {
            case "\"h\"" -> new Change.Here(sitting(parts, topic));
            case "\"g\"" -> new Change.Gone(topic, string(parts.get(2)));
            case "\"x\"" -> new Change.Expelled(topic, string(parts.get(2)));
            case "\"b\"" -> new Change.Renewal(true, 0);
            case "\"e\"" -> new Change.Renewal(false, Integer.parseInt(parts.get(1)));
            default -> throw new IllegalArgumentException("an unknown change of presence");
        };
    }

    private static Sitting sitting(List<String> parts, Topic topic) {
        long since = Long.parseLong(parts.get(4));
        return new Sitting(
                topic,
                string(parts.get(2)),
                string(parts.get(3)),
                since,
                since + Long.parseLong(parts.get(5)),
                parts.size() > 6 ? parts.get(6) : null);
    }

    private static String string(String part) {
        if (part.charAt(0) != '"') {
            throw new IllegalArgumentException("not a string");
        }
        return JsonText.unquote(part);
    }
}
