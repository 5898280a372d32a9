package org.fanfare.hub;

import java.util.List;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.session.Frame;
import org.fanfare.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * What the last poll got that found events past its cursor. Many poll the same topics from the same cursor, and all of them get the
 * same frames while the shard stands where it stood. Used by one shard.
 */
final class PollMemo {
    private static final int MAX_FRAMES = 64;

    private ClientMessage.@Nullable Subscribe request;
    private long offset;
    private List<Frame> frames = List.of();

    /** The frames of a poll that asks for the same, or none. */
    List<Frame> framesFor(ClientMessage.Subscribe wanted, long shardOffset) {
        ClientMessage.Subscribe last = request;
        boolean same = last != null
                && offset == shardOffset
                && last.topics().equals(wanted.topics())
                && last.filter().equals(wanted.filter())
                && wanted.since() != null
                && wanted.since().equals(last.since());
        return same ? frames : List.of();
    }

    /** Keeps what waits for a poll, if that is whole: events, and the end of the replay. */
    void keep(ClientMessage.Subscribe answered, long shardOffset, Session session) {
        List<Frame> waiting = session.outbox().frames(MAX_FRAMES);
        int last = waiting.size() - 1;
        if (last < 1 || waiting.get(last).kind() != Frame.Kind.ACK) {
            return;
        }
        for (Frame frame : waiting.subList(0, last)) {
            if (frame.kind() != Frame.Kind.EVENT) {
                return;
            }
        }
        request = answered;
        offset = shardOffset;
        frames = waiting;
    }
}
