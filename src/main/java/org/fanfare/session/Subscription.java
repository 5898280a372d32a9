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
    private final boolean resumed;
    private final long liveFrom;
    private @Nullable Filter filter;
    private @Nullable Map<String, Long> ahead;

    /**
     * Creates a subscription that is live.
     *
     * @param resumed whether what was before {@code liveFrom} was replayed, or known to the client
     * @param liveFrom the offset of the first event that came live
     * @param ahead the parts of the client's cursor that are ahead of this node's log (R2)
     */
    public Subscription(
            Session session,
            TopicPattern pattern,
            @Nullable Filter filter,
            boolean resumed,
            long liveFrom,
            Map<String, Long> ahead) {
        this.session = session;
        this.pattern = pattern;
        this.filter = filter;
        this.resumed = resumed;
        this.liveFrom = liveFrom;
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

    public void filter(@Nullable Filter next) {
        filter = next;
    }

    /** Whether the session has, or has had, what matches at an offset by this subscription (R10). */
    public boolean covers(long offset) {
        return resumed || offset >= liveFrom;
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
