package org.fanfare.session;

import java.util.HashMap;
import java.util.Map;
import org.fanfare.event.Cursor;
import org.fanfare.event.EventId;
import org.fanfare.topic.Filter;
import org.fanfare.topic.TopicPattern;
import org.jspecify.annotations.Nullable;

/** One session's interest in a topic or pattern. Used by the session's shard alone. */
public final class Subscription {
    private final Session session;
    private final TopicPattern pattern;
    private final Map<String, Long> begin;
    private @Nullable Filter filter;
    private @Nullable Map<String, Long> ahead;
    private Map<String, Long> unproven = Map.of();

    /**
     * Creates a subscription that is live.
     *
     * @param begin the highest number of each stream that it did not bring, replayed or live, because it began after it; kept
     * @param ahead the parts of the client's cursor that are ahead of this node's log (R2)
     */
    public Subscription(
            Session session,
            TopicPattern pattern,
            @Nullable Filter filter,
            Map<String, Long> begin,
            Map<String, Long> ahead) {
        this.session = session;
        this.pattern = pattern;
        this.filter = filter;
        this.begin = begin;
        this.ahead = ahead.isEmpty() ? null : new HashMap<>(ahead);
    }

    public Session session() {
        return session;
    }

    public TopicPattern pattern() {
        return pattern;
    }

    public @Nullable Filter filter() {
        return filter;
    }

    /**
     * Replaces the filter.
     *
     * @param position where the session stands: what came before was judged by another filter; kept
     */
    public void replaceFilter(@Nullable Filter next, Map<String, Long> position) {
        filter = next;
        unproven = position;
    }

    /**
     * Notes what was left out by a replay that could not tell whether the client has it.
     *
     * @param leftOut the highest number of each stream; kept
     */
    public void leftOut(Map<String, Long> leftOut) {
        unproven = leftOut;
    }

    /** Whether the session has, or has had, this event by this subscription if the filter lets it pass (R10). */
    public boolean covers(EventId id) {
        return id.seq() > begin.getOrDefault(id.node(), 0L);
    }

    /** Whether the filter of now judged this event when it came, and it was not left out. */
    public boolean isProven(EventId id) {
        return id.seq() > unproven.getOrDefault(id.node(), 0L);
    }

    /** Whether it brought all that a cursor lacks. */
    public boolean coversAllPast(Cursor since) {
        return isWithin(begin, since) && isWithin(unproven, since);
    }

    private static boolean isWithin(Map<String, Long> position, Cursor cursor) {
        return position.entrySet().stream().allMatch(part -> part.getValue() <= cursor.seen(part.getKey()));
    }

    /** The parts of the client's cursor that are ahead of this node's log. */
    public Map<String, Long> ahead() {
        Map<String, Long> parts = ahead;
        return parts == null ? Map.of() : parts;
    }

    /** Whether the client has seen this event on another node. */
    public boolean isSeen(EventId id) {
        Map<String, Long> parts = ahead;
        return parts != null && id.seq() <= parts.getOrDefault(id.node(), 0L);
    }

    /** Forgets the parts that the log has passed. */
    public void passed(Cursor position) {
        Map<String, Long> parts = ahead;
        if (parts != null) {
            parts.entrySet().removeIf(part -> part.getValue() <= position.seen(part.getKey()));
            if (parts.isEmpty()) {
                ahead = null;
            }
        }
    }
}
