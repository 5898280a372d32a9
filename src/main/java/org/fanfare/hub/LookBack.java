package org.fanfare.hub;

import java.util.ArrayList;
import java.util.List;
import org.fanfare.event.Cursor;
import org.fanfare.event.Event;
import org.fanfare.log.Entry;
import org.fanfare.log.LogEnd;
import org.fanfare.log.NodeLog;
import org.fanfare.log.Replay;
import org.fanfare.topic.Topic;
import org.fanfare.topic.TopicPattern;
import org.jspecify.annotations.Nullable;

/** Looks back at topics, without a subscription. Thread-safe. */
final class LookBack {
    private final NodeLog log;

    LookBack(NodeLog log) {
        this.log = log;
    }

    /**
     * Looks back at a topic.
     *
     * @param limit most events
     * @param since events past this cursor only, the oldest first of them; null for the latest
     */
    Past at(Topic topic, int limit, @Nullable Cursor since) {
        List<TopicPattern> patterns = List.of(TopicPattern.of(topic));
        LogEnd end = log.end();
        if (since == null) {
            return new Past(events(log.latest(patterns, limit, end.offset())), end.position(), false, null);
        }
        Replay replay = log.replay(patterns, since, end.offset());
        Replay.Piece piece = replay.next(limit);
        List<Replay.Lost> lost = replay.lost().isEmpty() ? piece.lost() : replay.lost();
        List<Event> events = events(piece.entries());
        Position raised = new Position(Ahead.limited(since, end.position().seen()));
        if (piece.done()) {
            end.position().seen().forEach(raised::raise);
        } else {
            events.forEach(event -> raised.raiseIfRoom(event.id()));
        }
        Cursor cursor = raised.cursor(piece.done() ? end.position().stampSeconds() : since.stampSeconds());
        return new Past(
                events,
                cursor,
                !piece.done(),
                lost.isEmpty() ? null : lost.get(0).reason());
    }

    private static List<Event> events(List<Entry> entries) {
        List<Event> events = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            Event event = entry.event();
            if (event != null) {
                events.add(event);
            }
        }
        return events;
    }
}
