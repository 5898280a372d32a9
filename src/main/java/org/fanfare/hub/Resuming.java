package org.fanfare.hub;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.fanfare.event.Cursor;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.log.Entry;
import org.fanfare.log.Replay;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.protocol.RefusedTopic;
import org.fanfare.topic.TopicPattern;
import org.jspecify.annotations.Nullable;

/** A subscribe whose replay is under way, and what the client asked for after it. Used by one shard. */
final class Resuming {
    static final int MAX_WAITING = 64;

    final ClientMessage.Subscribe request;
    final List<TopicPattern> fresh;
    final List<RefusedTopic> refused;
    final Replay replay;
    final Map<String, Long> from;
    final Position progress;
    final long stampSeconds;
    final Queue<ClientMessage> waiting = new ArrayDeque<>();
    int replayed;
    boolean goesOnLater;
    boolean lost;
    private final Map<String, Long> before = new HashMap<>();
    private final Map<String, Long> leftOut = new HashMap<>();
    private final Set<TopicPattern> unproven = new HashSet<>();
    private Iterator<Entry> piece = Collections.emptyIterator();
    private @Nullable Entry next;
    private boolean last;

    /**
     * Begins.
     *
     * @param fresh the topics of the request that the session did not have
     * @param from the cursor from which it goes on
     * @param position where the shard stands
     */
    Resuming(
            ClientMessage.Subscribe request,
            List<TopicPattern> fresh,
            List<RefusedTopic> refused,
            Replay replay,
            Cursor from,
            Position position) {
        this.request = request;
        this.fresh = fresh;
        this.refused = refused;
        this.replay = replay;
        this.from = from.seen();
        this.progress = new Position(Ahead.limited(from, position.snapshot()));
        this.stampSeconds = from.stampSeconds();
    }

    /** Notes the next event of the replay. */
    void reached(EventId id) {
        progress.raiseIfRoom(id);
        if (!hasSince()) {
            before.putIfAbsent(id.node(), id.seq() - 1);
        }
    }

    /** The highest number of each stream that it did not bring. */
    Map<String, Long> begin() {
        Cursor since = request.since();
        if (since != null) {
            return since.seen();
        }
        Map<String, Long> begin = new HashMap<>(from);
        begin.putAll(before);
        return Map.copyOf(begin);
    }

    /** The highest number of each stream that it left out without knowing whether the client has it. */
    Map<String, Long> leftOut() {
        return Map.copyOf(leftOut);
    }

    /**
     * Leaves out an event of which it is not known whether the client has it.
     *
     * @return the patterns of which that has to be told, each only once
     */
    List<TopicPattern> leaveOut(Event event) {
        leftOut.merge(event.id().node(), event.id().seq(), Math::max);
        List<TopicPattern> untold = new ArrayList<>();
        for (TopicPattern pattern : fresh) {
            if (pattern.matches(event.topic()) && unproven.add(pattern)) {
                untold.add(pattern);
            }
        }
        return untold;
    }

    /** Whether a cursor asked for it. */
    boolean hasSince() {
        return request.since() != null;
    }

    /** The next entry of the piece, or null at its end. */
    @Nullable
    Entry peek() {
        if (next == null && piece.hasNext()) {
            next = piece.next();
        }
        return next;
    }

    void advance() {
        next = null;
    }

    /** Puts what was not taken up back into the log, so that nothing is held for a client that is not ready for it. */
    void putBack() {
        Entry first = peek();
        if (first != null) {
            replay.backTo(first);
            piece = Collections.emptyIterator();
            next = null;
            last = false;
        }
    }

    boolean holdsAny() {
        return next != null || piece.hasNext();
    }

    /** Whether there is no further piece up to where the replay ends. */
    boolean isLast() {
        return last;
    }

    List<Replay.Lost> fetch(int maxEvents) {
        Replay.Piece fetched = replay.next(maxEvents);
        piece = fetched.entries().iterator();
        last = fetched.done();
        return fetched.lost();
    }

    /** Follows the shard, which has read on. */
    void extend(long upTo) {
        replay.extend(upTo);
        last = false;
    }

    /** The cursor of a client that has the replay up to here (R1: the older stamp stays). */
    String cursor() {
        return progress.text(stampSeconds);
    }
}
