package org.fanfare.hub;

import org.fanfare.event.Cursor;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.GapReason;
import org.fanfare.log.Entry;
import org.fanfare.log.LogReader;
import org.fanfare.log.LostRange;
import org.fanfare.session.Frame;
import org.fanfare.session.Session;
import org.jspecify.annotations.Nullable;

/** A shard's place in the log: it reads on, and hands each event to those who want it. Used by one shard. */
final class Reading implements AutoCloseable {
    private static final int READ_ENTRIES = 256;
    private static final int BURST_ENTRIES = 1024;

    private final Core core;
    private final Shard shard;
    private final Delivery delivery;
    private final Writes writes;
    private final Entry[] entries = new Entry[READ_ENTRIES];
    private final LogReader reader;
    private final Position position;
    private long offset;
    private long stampSeconds;
    private long forgottenStreams;

    /** Begins at the end of the log. */
    Reading(Core core, Shard shard, Delivery delivery, Writes writes) {
        this.core = core;
        this.shard = shard;
        this.delivery = delivery;
        this.writes = writes;
        this.reader = core.log().reader();
        this.stampSeconds = core.log().stamp();
        this.position = new Position(reader.skipToEnd().seen());
        this.offset = reader.offset();
        this.forgottenStreams = core.log().forgottenStreams();
    }

    /** The offset up to which it has delivered. */
    long offset() {
        return offset;
    }

    Position position() {
        return position;
    }

    long stampSeconds() {
        return stampSeconds;
    }

    /** Reads what there is, so much at most; tells whether more may be there. */
    boolean readOn() {
        int read = 0;
        int count;
        do {
            long stamp = core.log().stamp();
            count = reader.read(entries);
            if (reader.fellOff()) {
                fallOff();
                return false;
            }
            for (int i = 0; i < count; i++) {
                deliverGuarded(entries[i]);
                offset = entries[i].offset() + 1;
                writes.flushUrgent();
            }
            stampSeconds = count < entries.length ? stamp : Math.max(stampSeconds, entries[count - 1].stampSeconds());
            read += count;
        } while (count == entries.length && read < BURST_ENTRIES);
        forgetStreams();
        return count == entries.length;
    }

    /** What fails here may have been kept from somebody: that is told as a loss. */
    private void deliverGuarded(Entry entry) {
        try {
            deliver(entry);
        } catch (RuntimeException fault) {
            HubLog.commandFailed(fault);
            shard.sessions().forEach(Session::missedSome);
            tellAll(GapReason.LOST, null);
        }
    }

    private void deliver(Entry entry) {
        Event event = entry.event();
        LostRange lost = entry.lost();
        EventId hidden = entry.hidden();
        if (hidden != null) {
            raise(hidden.node(), hidden.seq());
        } else if (lost != null) {
            raise(lost.node(), lost.to());
            tellAll(GapReason.LOST, lost);
        } else if (event != null) {
            raise(event.id().node(), event.id().seq());
            delivery.deliver(entry, event);
        }
    }

    /** Raises the position, in which only streams have room that the log still names: so that each cursor can be taken back. */
    private void raise(String node, long seq) {
        if (!position.hasRoomFor(node)) {
            position.keepOnly(core.log().position());
        }
        if (position.hasRoomFor(node)) {
            position.raise(node, seq);
        }
    }

    /** Tells all who get events of anything that some may be missing here. */
    private void tellAll(GapReason reason, @Nullable LostRange lost) {
        for (Session session : shard.sessions()) {
            if (!session.bringers().isEmpty() && !(lost != null && Ahead.hasSeen(session, lost))) {
                String cursor = shard.cursorOf(session);
                shard.offer(session, Frame.of(Frame.Kind.GAP, Messages.gap(null, cursor, reason), cursor));
            }
        }
    }

    private void fallOff() {
        shard.sessions().forEach(Session::missedSome);
        long stamp = core.log().stamp();
        Cursor end = reader.skipToEnd();
        position.moveTo(end);
        offset = reader.offset();
        stampSeconds = stamp;
        int sessions = shard.sessions().size();
        if (sessions > 0) {
            HubLog.fellOff(sessions);
            tellAll(GapReason.SLOW, null);
        }
    }

    private void forgetStreams() {
        long now = core.log().forgottenStreams();
        if (now != forgottenStreams) {
            forgottenStreams = now;
            position.keepOnly(core.log().position());
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
