package org.fanfare.hub;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.fanfare.event.Cursor;
import org.fanfare.log.LostRange;
import org.fanfare.session.Session;
import org.fanfare.session.Subscription;

/** The parts of clients' cursors that are ahead of this node's log (R2). Used by the session's shard. */
final class Ahead {
    private Ahead() {}

    /** The parts of a cursor that are ahead of a position. */
    static Map<String, Long> parts(Cursor cursor, Position position) {
        Map<String, Long> parts = new HashMap<>();
        cursor.seen().forEach((node, seq) -> {
            if (seq > position.seen(node)) {
                parts.put(node, seq);
            }
        });
        return parts;
    }

    /**
     * A client's cursor with room for all streams of the log: of those that only the client knows, no more than a cursor can name
     * besides. A name left out may bring an event twice, and loses none.
     */
    static Map<String, Long> limited(Cursor cursor, Map<String, Long> log) {
        Map<String, Long> limited = new HashMap<>();
        int room = Cursor.MAX_NODES - log.size();
        for (Map.Entry<String, Long> part : cursor.seen().entrySet()) {
            if (log.containsKey(part.getKey()) || room-- > 0) {
                limited.put(part.getKey(), part.getValue());
            }
        }
        return limited;
    }

    /** What a session has seen of streams ahead of the log, by any of its subscriptions: where a new one begins. */
    static Map<String, Long> furthest(Session session) {
        Map<String, Long> furthest = new HashMap<>();
        for (Subscription subscription : session.bringers()) {
            subscription.ahead().forEach((node, seq) -> furthest.merge(node, seq, Math::max));
        }
        return furthest;
    }

    /** A position and what is ahead of it. */
    static Map<String, Long> raised(Map<String, Long> position, Map<String, Long> ahead) {
        if (ahead.isEmpty()) {
            return position;
        }
        Map<String, Long> raised = new HashMap<>(position);
        ahead.forEach((node, seq) -> raised.merge(node, seq, Math::max));
        return Map.copyOf(raised);
    }

    static boolean hasSeen(Session session, LostRange lost) {
        for (Subscription subscription : session.bringers()) {
            if (subscription.ahead().getOrDefault(lost.node(), 0L) < lost.to()) {
                return false;
            }
        }
        return true;
    }

    /**
     * The cursor of a session: per stream what all of its subscriptions have, so that none loses an event by it. Forgets the parts
     * that the log has passed.
     */
    static String cursor(Session session, Position position, long stampSeconds) {
        Map<String, Long> seen = new HashMap<>(position.snapshot());
        Set<String> ahead = new HashSet<>();
        for (Subscription subscription : session.bringers()) {
            subscription.passed(position.cursor(stampSeconds));
            ahead.addAll(subscription.ahead().keySet());
        }
        for (String node : ahead) {
            long least = Long.MAX_VALUE;
            for (Subscription subscription : session.bringers()) {
                least = Math.min(least, subscription.ahead().getOrDefault(node, position.seen(node)));
            }
            if (least > 0 && (seen.containsKey(node) || seen.size() < Cursor.MAX_NODES)) {
                seen.put(node, least);
            }
        }
        session.hasAhead(!ahead.isEmpty());
        return new Cursor(seen, stampSeconds).toString();
    }
}
