package org.fanfare.log;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fanfare.event.Cursor;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.GapReason;
import org.fanfare.event.Publication;
import org.fanfare.event.Ticker;
import org.fanfare.topic.TopicPattern;
import org.jspecify.annotations.Nullable;

/**
 * All events of this node in order of arrival: it numbers what enters here, keeps what may be replayed, and knows what it can
 * no longer prove. The queue from which the shards read. Thread-safe; one lock, held for short.
 */
public final class NodeLog {
    private final String node;
    private final Retention retention;
    private final LogLimits limits;
    private final Ticker ticker;
    private final InstantSource clock;

    @GuardedBy("this")
    private final TopicTable topics;

    @GuardedBy("this")
    private final Streams streams = new Streams();

    @GuardedBy("this")
    private final Window window;

    @GuardedBy("this")
    private long stampSeconds;

    @GuardedBy("this")
    private long completeSinceSeconds;

    /** The own stream's last number when the node became complete: a cursor past it was handed out later. */
    @GuardedBy("this")
    private long completeSinceSeq;

    /** The offset below which all lost ranges lie. */
    @GuardedBy("this")
    private long lostBelow;

    @GuardedBy("this")
    private long forgottenStreams;

    /**
     * Creates an empty log that is complete since now.
     *
     * @param node the name of this run of this node
     * @param clock gives the stamps of cursors and the timestamps of events
     */
    public NodeLog(String node, Retention retention, LogLimits limits, Ticker ticker, InstantSource clock) {
        this.node = node;
        this.retention = retention;
        this.limits = limits;
        this.ticker = ticker;
        this.clock = clock;
        TopicTable table = new TopicTable(retention, limits);
        this.topics = table;
        this.window = new Window(limits.maxUnreadEvents(), entry -> table.passed(entry, stamp()));
        this.stampSeconds = clock.instant().getEpochSecond();
        this.completeSinceSeconds = stampSeconds;
    }

    /** The name of this run of this node: the name of its stream. */
    public String node() {
        return node;
    }

    /** Gives a publication the next number of this node's stream and places it. */
    public synchronized Event publish(Publication publication) {
        EventId id = new EventId(node, streams.last(node) + 1);
        Event event = new Event(id, publication, clock.millis());
        append(event);
        return event;
    }

    /**
     * Places an event of any stream.
     *
     * @return false if its number, or a later one, was taken before: then it is dropped
     */
    public synchronized boolean place(Event event) {
        if (event.id().seq() <= streams.last(event.id().node())) {
            return false;
        }
        append(event);
        return true;
    }

    /** Gives up numbers of a stream (R7): whoever reads past them, live or later, learns of it; if they come later, they are dropped. */
    public synchronized void lose(LostRange range) {
        if (range.to() <= streams.last(range.node())) {
            return;
        }
        admit(range.node());
        Entry entry = new Entry(window.end(), null, range, stamp(), ticker.nanos());
        streams.lose(range, entry.stampSeconds());
        lostBelow = entry.offset() + 1;
        topics.hold(entry);
        window.add(entry);
        keepWithinBytes();
    }

    @GuardedBy("this")
    private void append(Event event) {
        admit(event.id().node());
        Entry entry = new Entry(window.end(), event, null, stamp(), ticker.nanos());
        streams.raise(event.id().node(), event.id().seq(), entry.stampSeconds());
        topics.add(entry, event);
        window.add(entry);
        keepWithinBytes();
    }

    @GuardedBy("this")
    private void admit(String stream) {
        if (streams.last(stream) == 0) {
            keepNames(Cursor.MAX_NODES - 1);
        }
    }

    /** Lets the longest dead streams go past so many names; what they said is lost to every cursor handed out before. */
    @GuardedBy("this")
    private void keepNames(int most) {
        String dead = streams.longestDead();
        while (dead != null && streams.size() > most) {
            forgetStream(dead);
            completeSince(stamp());
            dead = streams.longestDead();
        }
    }

    @GuardedBy("this")
    private void keepWithinBytes() {
        while (topics.bytes() > limits.maxBytes()) {
            Entry oldest = topics.oldestRetained();
            boolean unreadIsOldest =
                    window.first() < window.end() && (oldest == null || oldest.offset() >= window.first());
            if (unreadIsOldest) {
                window.dropOldest();
            }
            if (oldest != null && oldest.retained) {
                topics.evict(oldest, stamp());
            } else if (!unreadIsOldest) {
                return;
            }
        }
    }

    /** Evicts what is too old, and forgets floors and dead streams that no valid cursor can need. Call about once a second. */
    public synchronized void sweep() {
        topics.evictAged(ticker.nanos(), stamp());
        long oldestCursor = stamp() - limits.maxCursorAge().toSeconds() - skewSeconds();
        topics.voidFloors(oldestCursor);
        long diedBefore = oldestCursor - ceilSeconds(retention.longestAge());
        for (String dead = streams.deadBefore(diedBefore); dead != null; dead = streams.deadBefore(diedBefore)) {
            forgetStream(dead);
        }
    }

    private long skewSeconds() {
        return ceilSeconds(limits.maxClockSkew());
    }

    private static long ceilSeconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }

    @GuardedBy("this")
    private void forgetStream(String dead) {
        topics.forgetStream(dead, stamp());
        streams.forget(dead);
        forgottenStreams++;
    }

    /**
     * Marks a stream as dead: its node's run has ended. What is retained of it stays (R5). What it says later is taken still, and
     * its death then counts from there.
     */
    public synchronized void died(String stream) {
        streams.died(stream, stamp());
        keepNames(Cursor.MAX_NODES);
    }

    /** Says since when this node lacks nothing that entered anywhere (R8), in seconds since 1970-01-01T00:00Z. */
    public synchronized void completeSince(long seconds) {
        completeSinceSeconds = seconds;
        completeSinceSeq = streams.last(node);
    }

    /** Opens a reader that stands at the end of the log. */
    public synchronized LogReader reader() {
        LogReader reader = new LogReader(this);
        window.join(reader);
        return reader;
    }

    synchronized int read(LogReader reader, Entry[] into) {
        return window.read(reader, into);
    }

    synchronized long offset(LogReader reader) {
        return reader.next;
    }

    synchronized Cursor skipToEnd(LogReader reader) {
        window.skipToEnd(reader);
        return position();
    }

    synchronized boolean fellOff(LogReader reader) {
        boolean fellOff = reader.fellOff;
        reader.fellOff = false;
        return fellOff;
    }

    synchronized void leave(LogReader reader) {
        window.leave(reader);
    }

    /** The position: the highest number of each stream in the log, with the stamp of now. */
    public synchronized Cursor position() {
        return new Cursor(streams.position(), stamp());
    }

    /** Whether the log holds nothing that a cursor lacks. */
    public synchronized boolean isCoveredBy(Cursor cursor) {
        return streams.areCoveredBy(cursor);
    }

    /** The end of the log at this moment. */
    public synchronized LogEnd end() {
        return new LogEnd(window.end(), position());
    }

    /** Counts the streams forgotten: when it changes, a position taken earlier names streams that the log does not. */
    public synchronized long forgottenStreams() {
        return forgottenStreams;
    }

    /** The time of now in seconds since 1970-01-01T00:00Z, for a reader that stands at the end of the log; never goes back. */
    public synchronized long stamp() {
        stampSeconds = Math.max(stampSeconds, clock.instant().getEpochSecond());
        return stampSeconds;
    }

    /** What the events held use of memory, in bytes, estimated. */
    public synchronized long bytes() {
        return topics.bytes();
    }

    /** How many topics are known: those with events, and those whose floors are remembered one by one. */
    public synchronized int topicCount() {
        return topics.size();
    }

    /**
     * Begins a replay of what the cursor lacks of some topics (R6 to R9).
     *
     * @param upTo the offset before which it ends: where the caller will go on reading
     */
    public synchronized Replay replay(List<TopicPattern> patterns, Cursor since, long upTo) {
        List<Replay.Source> sources = topics.sources(patterns);
        Replay replay = new Replay(this, patterns, since, sources, 0, upTo, window.end());
        List<Replay.Lost> lost = new ArrayList<>();
        GapReason common = reasonForAll(since);
        for (Replay.Source source : sources) {
            GapReason reason = common == null && topics.isBelowFloor(source, since) ? GapReason.EVICTED : common;
            if (reason != null) {
                lost.add(new Replay.Lost(source.pattern(), reason));
            }
        }
        replay.judged(lost);
        return replay;
    }

    /**
     * Begins a replay of the latest events of some topics.
     *
     * @param limit how many events, at most
     * @param upTo the offset before which it ends: where the caller will go on reading
     */
    public synchronized Replay replayLatest(List<TopicPattern> patterns, int limit, long upTo) {
        List<Entry> latest = topics.latest(patterns, limit, upTo);
        long from = latest.isEmpty() ? upTo : latest.get(0).offset();
        Cursor none = new Cursor(Map.of(), 0);
        return new Replay(this, patterns, none, topics.sources(patterns), from, upTo, window.end());
    }

    synchronized void extend(Replay replay, long upTo) {
        replay.extendGuarded(topics.sources(replay.patterns()), upTo, window.end(), topics.forgottenBelow(), lostBelow);
    }

    synchronized void backTo(Replay replay, Entry entry) {
        replay.backToGuarded(entry);
    }

    synchronized Replay.Piece next(Replay replay, int maxEvents) {
        return replay.nextGuarded(maxEvents);
    }

    @GuardedBy("this")
    private @Nullable GapReason reasonForAll(Cursor since) {
        long now = stamp();
        if (isUnproven(since) || since.stampSeconds() > now + skewSeconds()) {
            return GapReason.UNPROVEN;
        }
        if (now - since.stampSeconds() > limits.maxCursorAge().toSeconds()) {
            return GapReason.TOO_OLD;
        }
        return streams.hasLostPast(since) ? GapReason.LOST : null;
    }

    /**
     * Tells whether a cursor may be from before this node was complete. Its stamp is by another node's clock, which may be fast,
     * unless it has an event that entered here since.
     */
    @GuardedBy("this")
    private boolean isUnproven(Cursor since) {
        long margin = since.seen(node) > completeSinceSeq ? 0 : skewSeconds();
        return since.stampSeconds() <= completeSinceSeconds + margin;
    }

    /**
     * The latest events of some topics, oldest first.
     *
     * @param upTo the offset before which they lie
     */
    public synchronized List<Entry> latest(List<TopicPattern> patterns, int limit, long upTo) {
        return topics.latest(patterns, limit, upTo);
    }
}
