package org.fanfare.log;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.fanfare.event.Cursor;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.Publication;
import org.fanfare.event.Ticker;
import org.fanfare.topic.TopicPattern;

/**
 * All events of this node in order of arrival: it numbers what enters here, keeps what may be replayed, and knows what it can
 * no longer prove. The queue from which the shards read. Thread-safe; one lock, held for short.
 */
public final class NodeLog {
    private final Retention retention;
    private final Ticker ticker;
    private final InstantSource clock;

    @GuardedBy("this")
    private String node;

    @GuardedBy("this")
    private final TopicTable topics;

    @GuardedBy("this")
    private final Streams streams;

    @GuardedBy("this")
    private final Window window;

    @GuardedBy("this")
    private final Stamps stamps;

    @GuardedBy("this")
    private final Proof proof;

    /**
     * Creates an empty log that is complete since now.
     *
     * @param node the name of this run of this node
     * @param clock gives the stamps of cursors and the timestamps of events
     */
    public NodeLog(String node, Retention retention, LogLimits limits, Ticker ticker, InstantSource clock) {
        this.node = node;
        this.retention = retention;
        this.ticker = ticker;
        this.clock = clock;
        this.stamps = new Stamps(clock);
        this.streams = new Streams(stamps);
        TopicTable table = new TopicTable(retention, limits, stamps);
        this.topics = table;
        this.window = new Window(limits.maxUnreadEvents(), table::passed);
        this.proof = new Proof(limits);
        proof.begin(stamps.now(), 0);
    }

    /** The name of this run of this node: the name of its stream. */
    public synchronized String node() {
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
     * Places an event of any stream. What comes of a stream that was forgotten, past what was taken of it, makes it known again.
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
        Entry entry = Entry.of(window.end(), range, stamps.stamp(), ticker.nanos());
        streams.lose(range);
        hold(entry);
    }

    /** Takes the number of an event that nobody is to see, so that readers and cursors pass it. */
    public synchronized void hide(EventId id) {
        if (id.seq() <= streams.last(id.node())) {
            return;
        }
        admit(id.node());
        Entry entry = Entry.of(window.end(), id, stamps.stamp(), ticker.nanos());
        streams.raise(id);
        hold(entry);
    }

    @GuardedBy("this")
    private void append(Event event) {
        admit(event.id().node());
        Entry entry = Entry.of(window.end(), event, stamps.stamp(), ticker.nanos());
        streams.raise(event.id());
        topics.add(entry, event);
        window.add(entry);
        topics.keepWithinBytes(window);
    }

    @GuardedBy("this")
    private void hold(Entry entry) {
        topics.hold(entry);
        window.add(entry);
        topics.keepWithinBytes(window);
    }

    @GuardedBy("this")
    private void admit(String stream) {
        if (!streams.isNamed(stream)) {
            keepNames(Cursor.MAX_NODES - 1);
        }
    }

    /** Lets the longest dead streams go past so many names; what they said is lost to every cursor handed out before. */
    @GuardedBy("this")
    private void keepNames(int most) {
        for (String dead = streams.longestDead(); dead != null && streams.size() > most; dead = streams.longestDead()) {
            forgetStream(dead);
            completeSinceNow();
        }
    }

    /** Evicts what is too old, and forgets floors and dead streams that no valid cursor can need. Call about once a second. */
    public synchronized void sweep() {
        topics.evictAged(ticker.nanos());
        long oldestCursor = proof.oldestCursor(stamps.now());
        topics.voidFloors(oldestCursor);
        long diedBefore = oldestCursor - Proof.ceilSeconds(retention.longestAge());
        for (String dead = streams.deadBefore(diedBefore); dead != null; dead = streams.deadBefore(diedBefore)) {
            forgetStream(dead);
        }
    }

    @GuardedBy("this")
    private void forgetStream(String dead) {
        topics.forgetStream(dead);
        streams.forget(dead);
    }

    /**
     * Marks a stream of another node as dead: that node's run has ended. What is retained of it stays (R5). What it says later is taken
     * still, and its death then counts from there.
     */
    public synchronized void died(String stream) {
        if (!stream.equals(node)) {
            streams.died(stream);
            keepNames(Cursor.MAX_NODES);
        }
    }

    /** Takes a death back: the stream's node was only away. */
    public synchronized void lives(String stream) {
        if (streams.isForgotten(stream)) {
            keepNames(Cursor.MAX_NODES - 1);
        }
        streams.lives(stream);
    }

    /** The streams that count as dead, the one that has been so for longest first. */
    public synchronized List<String> deadStreams() {
        return streams.dead();
    }

    /** Whether a stream was forgotten; the last {@value Streams#MAX_FORGOTTEN} are remembered, each with its last number. */
    public synchronized boolean isForgotten(String stream) {
        return streams.isForgotten(stream);
    }

    /** The highest number taken of a stream, also of one that was forgotten; 0 for none. */
    public synchronized long last(String stream) {
        return streams.last(stream);
    }

    /** The highest number of each stream in the log, also of more than a cursor can name. */
    public synchronized Map<String, Long> wholePosition() {
        return streams.position(Integer.MAX_VALUE);
    }

    /** Says since when this node lacks nothing that entered anywhere (R8), in seconds since 1970-01-01T00:00Z. */
    public synchronized void completeSince(long seconds) {
        proof.begin(seconds, streams.last(node));
    }

    /** Says that this node may have missed anything until now (R8). */
    public synchronized void completeSinceNow() {
        completeSince(stamps.now());
    }

    /** Since when this node lacks nothing that entered anywhere (R8), in seconds since 1970-01-01T00:00Z. */
    public synchronized long completeSinceSeconds() {
        return proof.sinceSeconds();
    }

    /**
     * Lets the stamps of cursors stand still at the last one taken while the node is deaf (R1): it no longer stands where the others do.
     * Once it is no longer deaf they go on with the clock. Nothing else stands still.
     */
    public synchronized void freeze(boolean deaf) {
        stamps.freeze(deaf);
    }

    /** What is still held of a stream between two numbers, both included, in their order. Looks through all that is held. */
    public synchronized List<Event> retained(String stream, long from, long to) {
        return topics.ofStream(stream, from, to);
    }

    /** All that the log holds and knows at this moment. */
    public LogSnapshot snapshot() {
        List<Entry> retained;
        LogSnapshot known;
        synchronized (this) {
            retained = topics.retained();
            known = new LogSnapshot(
                    List.of(),
                    streams.states(),
                    streams.forgotten(),
                    topics.floors(),
                    topics.forgottenFloors(),
                    proof.sinceSeconds());
        }
        return known.holding(retained, ticker.nanos());
    }

    /**
     * Takes over what another node's log holds and knows, as far as this node's limits allow. Readers fall off, to the end.
     *
     * @throws IllegalStateException if the log is not empty
     */
    public synchronized void restore(LogSnapshot snapshot) {
        if (streams.size() > 0) {
            throw new IllegalStateException("only an empty log takes over another's: " + streams.position(9));
        }
        long offset = beginAnew(snapshot.events().size());
        streams.restore(snapshot);
        topics.restore(snapshot, offset, window, ticker.nanos());
        topics.evictAged(ticker.nanos());
        completeSince(snapshot.completeSinceSeconds());
        keepNames(Cursor.MAX_NODES);
    }

    /**
     * Begins a new run of this node: forgets everything, and is complete since now. Readers fall off, to the end.
     *
     * @param name the name of the run
     */
    public synchronized void restart(String name) {
        beginAnew(0);
        node = name;
        completeSinceNow();
    }

    /**
     * Lets go of all entries, leaving room for some before the end. An offset is left out, so that whatever replay is under way is told.
     *
     * @return the offset of the first
     */
    @GuardedBy("this")
    private long beginAnew(int room) {
        long offset = window.end() + 1;
        topics.clear(offset);
        window.moveTo(offset + room);
        streams.clear();
        return offset;
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

    /**
     * The position: the highest number of each stream in the log, with the stamp of now. Of more streams that live than a cursor can
     * name it names those first heard of, and none can be resumed until they are fewer.
     */
    public synchronized Cursor position() {
        return new Cursor(streams.position(Cursor.MAX_NODES), stamps.stamp());
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
        return streams.forgettings();
    }

    /** The time of now in seconds since 1970-01-01T00:00Z, for a reader that stands at the end of the log; never goes back. */
    public synchronized long stamp() {
        return stamps.stamp();
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
        replay.judged(topics.lost(sources, since, proof.missing(since, node, streams, stamps.now())));
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
        replay.extendGuarded(
                topics.sources(replay.patterns()), upTo, window.end(), topics.forgottenBelow(), topics.lostBelow());
    }

    synchronized void backTo(Replay replay, Entry entry) {
        replay.backToGuarded(entry);
    }

    synchronized Replay.Piece next(Replay replay, int maxEvents) {
        return replay.nextGuarded(maxEvents);
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
