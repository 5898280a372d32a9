package org.fanfare.hub;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.fanfare.event.Event;
import org.fanfare.event.GapReason;
import org.fanfare.log.Entry;
import org.fanfare.log.LogReader;
import org.fanfare.log.LostRange;
import org.fanfare.protocol.CloseCode;
import org.fanfare.protocol.DataText;
import org.fanfare.protocol.PayloadFields;
import org.fanfare.session.Batch;
import org.fanfare.session.Frame;
import org.fanfare.session.Session;
import org.fanfare.session.Subscription;
import org.fanfare.session.Wheel;
import org.fanfare.topic.Fields;
import org.fanfare.topic.TopicIndex;
import org.jspecify.annotations.Nullable;

/**
 * One thread that owns some of the sessions: it reads the log, finds who wants what, and starts the writes. Whatever concerns a
 * session comes through its mailbox, in order. Never blocks but for want of work.
 */
final class Shard implements Runnable, Session.Owner {
    private static final int READ_ENTRIES = 256;
    private static final int BURST_ENTRIES = 1024;
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Core core;
    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    private final TopicIndex<Subscription> index = new TopicIndex<>();
    private final Wheel wheel = new Wheel();
    private final List<Session> dirty = new ArrayList<>();
    private final Set<Session> sessions = new LinkedHashSet<>();
    private final Entry[] entries = new Entry[READ_ENTRIES];
    private final LogReader reader;
    private final Position position;
    private final Subscriptions subscriptions;
    private final Pulse pulse;
    private final Evictions evictions;
    private final Consumer<Subscription> offerCurrent = this::offerCurrent;
    private final Supplier<Fields> payloadOfCurrent = this::payloadOfCurrent;

    private @Nullable Entry current;
    private @Nullable Frame currentFrame;
    private @Nullable Batch memo;
    private long stampSeconds;
    private long forgottenStreams;
    private long nextSecondNanos;
    private long offered;
    private volatile long delivered;
    private volatile long turnNanos;
    private volatile boolean signalled;
    private volatile boolean stopped;
    private volatile @Nullable Thread parked;

    Shard(Core core) {
        this.core = core;
        this.reader = core.log().reader();
        this.stampSeconds = core.log().stamp();
        this.position = new Position(reader.skipToEnd().seen());
        this.forgottenStreams = core.log().forgottenStreams();
        this.turnNanos = core.ticker().nanos();
        this.nextSecondNanos = turnNanos + SECOND_NANOS;
        this.subscriptions = new Subscriptions(core, this, index);
        this.pulse = new Pulse(core, this, wheel);
        this.evictions = new Evictions(core, this);
    }

    /** Runs a command on the shard's thread, after those posted before. Any thread. */
    void post(Runnable command) {
        mailbox.add(command);
        signal();
    }

    /** Says that there is something to read. Any thread. */
    void signal() {
        if (!signalled) {
            signalled = true;
            Thread thread = parked;
            if (thread != null) {
                LockSupport.unpark(thread);
            }
        }
    }

    void stop() {
        stopped = true;
        post(() -> {});
    }

    /** How many frames of events were offered to sessions. Any thread. */
    long delivered() {
        return delivered;
    }

    /** When this shard last took a turn; at rest it takes one each second. Any thread. */
    long turnNanos() {
        return turnNanos;
    }

    @Override
    public void run() {
        while (!stopped) {
            signalled = false;
            runOnce();
            if (!signalled && !stopped) {
                park();
            }
        }
        reader.close();
    }

    private void park() {
        parked = Thread.currentThread();
        long nanos = nextSecondNanos - core.ticker().nanos();
        if (!signalled && nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        }
        parked = null;
    }

    /** Does what there is to do, once. */
    void runOnce() {
        readLog();
        for (Runnable command = mailbox.poll(); command != null; command = mailbox.poll()) {
            guarded(command);
        }
        flushDirty();
        long now = core.ticker().nanos();
        turnNanos = now;
        while (now - nextSecondNanos >= 0) {
            nextSecondNanos += SECOND_NANOS;
            wheel.advance(session -> guarded(() -> pulse.due(session)));
            evictions.check(now);
            flushDirty();
        }
    }

    /** The outermost frame of a command: a fault in one must not end the others' service. */
    private void guarded(Runnable command) {
        try {
            command.run();
        } catch (RuntimeException fault) {
            HubLog.commandFailed(fault);
        }
    }

    private void readLog() {
        int read = 0;
        int count;
        do {
            long stamp = core.log().stamp();
            count = reader.read(entries);
            if (reader.fellOff()) {
                fallOff();
                return;
            }
            for (int i = 0; i < count; i++) {
                deliver(entries[i]);
            }
            delivered = offered;
            stampSeconds = count < entries.length ? stamp : Math.max(stampSeconds, entries[count - 1].stampSeconds());
            read += count;
        } while (count == entries.length && read < BURST_ENTRIES);
        if (count == entries.length) {
            signalled = true;
        }
        forgetStreams();
    }

    private void deliver(Entry entry) {
        Event event = entry.event();
        LostRange lost = entry.lost();
        if (lost != null) {
            position.raise(lost.node(), lost.to());
            tellAll(GapReason.LOST, lost);
        } else if (event != null) {
            position.raise(event.id());
            current = entry;
            currentFrame = null;
            index.match(event.topic(), payloadOfCurrent, offerCurrent);
            current = null;
        }
    }

    private Fields payloadOfCurrent() {
        Entry entry = current;
        Event event = entry == null ? null : entry.event();
        return event == null ? Fields.NONE : PayloadFields.of(event.payload());
    }

    private void offerCurrent(Subscription subscription) {
        Session session = subscription.session();
        Entry entry = current;
        if (entry == null || session.isClosed()) {
            return;
        }
        if (session.hasAhead()) {
            offerAhead(session, entry);
        } else if (session.firstOffer(entry.offset())) {
            offered++;
            offer(session, frame(entry));
        }
    }

    private void offerAhead(Session session, Entry entry) {
        Event event = entry.event();
        if (event == null || !session.firstOffer(entry.offset()) || Ahead.hasSeen(session, event)) {
            return;
        }
        offered++;
        Frame shared = frame(entry);
        offer(
                session,
                session.connection().needsCursors()
                        ? shared.withCursor(Ahead.cursor(session, position, entry.stampSeconds()))
                        : shared);
    }

    private Frame frame(Entry entry) {
        Frame frame = currentFrame;
        Event event = entry.event();
        if (frame == null && event != null) {
            String cursor = position.text(entry.stampSeconds());
            frame = Frame.of(
                    event, event.wireText(DataText::of), cursor, core.slow().of(event.topic()));
            currentFrame = frame;
        }
        if (frame == null) {
            throw new IllegalStateException("no event at " + entry.offset());
        }
        return frame;
    }

    /** Tells all who subscribe to anything that events may be missing here. */
    private void tellAll(GapReason reason, @Nullable LostRange lost) {
        for (Session session : sessions) {
            if (!session.subscriptions().isEmpty() && !(lost != null && Ahead.hasSeen(session, lost))) {
                String cursor = cursorOf(session);
                offer(session, Frame.of(Frame.Kind.GAP, Messages.gap(null, cursor, reason), cursor));
            }
        }
    }

    private void fallOff() {
        long stamp = core.log().stamp();
        reader.skipToEnd().seen().forEach(position::raise);
        stampSeconds = stamp;
        HubLog.fellOff(sessions.size());
        tellAll(GapReason.SLOW, null);
    }

    private void forgetStreams() {
        long now = core.log().forgottenStreams();
        if (now != forgottenStreams) {
            forgottenStreams = now;
            position.keepOnly(core.log().position());
        }
    }

    /** Puts a frame into a session's outbox, or ends the session if it is too slow for it. */
    void offer(Session session, Frame frame) {
        if (session.isClosed()) {
            return;
        }
        if (!session.outbox().offer(frame)) {
            HubLog.tooSlow(session, session.outbox().bytes());
            end(session, CloseCode.TOO_SLOW, "too slow; resume by cursor");
        } else if (session.markDirty()) {
            dirty.add(session);
        }
    }

    private void flushDirty() {
        for (int i = 0; i < dirty.size(); i++) {
            flush(dirty.get(i));
        }
        dirty.clear();
    }

    private void flush(Session session) {
        session.clean();
        while (!session.isClosed() && !session.outbox().isEmpty()) {
            if (!session.beginWrite(core.ticker().nanos())) {
                evictions.watch(session);
                return;
            }
            Batch batch = session.outbox().take(memo);
            memo = batch;
            session.answered(batch.answers());
            session.connection().write(batch, session);
            if (session.connection().isOver()) {
                forget(session);
                return;
            }
            if (session.outbox().hasReplayRoom()) {
                subscriptions.resume(session);
                session.clean();
            }
        }
    }

    @Override
    public void writable(Session session) {
        post(() -> flush(session));
    }

    @Override
    public void broken(Session session, Throwable failure) {
        post(() -> end(session, CloseCode.GOING_AWAY, "the connection broke"));
    }

    void open(Session session, int waitSeconds) {
        sessions.add(session);
        pulse.begin(session, waitSeconds);
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    /** The offset up to which this shard has read. */
    long offset() {
        return reader.offset();
    }

    Position position() {
        return position;
    }

    /** The cursor of a session that has all that its outbox holds (R2). */
    String cursorOf(Session session) {
        String replaying = subscriptions.cursorOfReplay(session);
        if (replaying != null) {
            return replaying;
        }
        return session.hasAhead() ? Ahead.cursor(session, position, stampSeconds) : position.text(stampSeconds);
    }

    long stampSeconds() {
        return stampSeconds;
    }

    /** Ends a session and closes its connection. */
    void end(Session session, CloseCode code, String reason) {
        if (forget(session)) {
            evictions.close(session.connection(), code, reason);
        }
    }

    /** Ends a session whose connection has ended. */
    boolean forget(Session session) {
        if (!session.markClosed()) {
            return false;
        }
        subscriptions.drop(session);
        wheel.cancel(session);
        sessions.remove(session);
        evictions.forget(session);
        core.registry().remove(session);
        return true;
    }
}
