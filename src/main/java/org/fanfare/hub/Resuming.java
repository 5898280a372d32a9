package org.fanfare.hub;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import org.fanfare.event.Cursor;
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
    final Position progress;
    final long stampSeconds;
    final Queue<ClientMessage> waiting = new ArrayDeque<>();
    int replayed;
    boolean lost;
    private Iterator<Entry> piece = List.<Entry>of().iterator();
    private boolean last;

    /**
     * Begins.
     *
     * @param fresh the topics of the request that the session did not have
     */
    Resuming(
            ClientMessage.Subscribe request,
            List<TopicPattern> fresh,
            List<RefusedTopic> refused,
            Replay replay,
            Cursor from) {
        this.request = request;
        this.fresh = fresh;
        this.refused = refused;
        this.replay = replay;
        this.progress = new Position(from.seen());
        this.stampSeconds = from.stampSeconds();
    }

    /** Whether a cursor asked for it. */
    boolean hasSince() {
        return request.since() != null;
    }

    @Nullable
    Entry nextOfPiece() {
        return piece.hasNext() ? piece.next() : null;
    }

    /** Whether there is no further piece up to where the replay ends. */
    boolean isLast() {
        return last;
    }

    List<Replay.Lost> fetch(int maxEvents) {
        Replay.Piece next = replay.next(maxEvents);
        piece = next.entries().iterator();
        last = next.done();
        return next.lost();
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
