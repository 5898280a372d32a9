package org.fanfare.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fanfare.event.Cursor;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.GapReason;
import org.fanfare.event.Publication;
import org.fanfare.testkit.ManualClock;
import org.fanfare.testkit.ManualTicker;
import org.fanfare.topic.Topic;
import org.fanfare.topic.TopicPattern;

/** A node log with time that moves by hand, of a node that has been complete for a minute. */
final class TestLog {
    static final String NODE = "thisnode";
    static final String OTHER = "othernode";
    static final String JOINING = "joining1";
    static final Duration CURSOR_AGE = Duration.ofMinutes(10);
    static final Duration SKEW = Duration.ofSeconds(5);
    static final Duration RETAINED = Duration.ofMinutes(2);
    static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTicker ticker;
    private final ManualClock clock = new ManualClock();
    private final NodeLog log;

    private TestLog(String node, long startNanos, Retention retention, LogLimits limits) {
        ticker = new ManualTicker(startNanos);
        log = new NodeLog(node, retention, limits, ticker, clock);
    }

    private TestLog(Retention retention, LogLimits limits) {
        this(NODE, Long.MAX_VALUE - RETAINED.toNanos(), retention, limits);
    }

    /** A log that retains so many events of each topic, for {@link #RETAINED}. */
    static TestLog retaining(int count) {
        return of(new Retention(new RetentionRule(count, RETAINED), Map.of()), limits(1_000));
    }

    static TestLog of(Retention retention, LogLimits limits) {
        TestLog test = new TestLog(retention, limits);
        test.pass(Duration.ofMinutes(1));
        return test;
    }

    /** A log that has not lived for a second. */
    static TestLog newborn() {
        return new TestLog(new Retention(new RetentionRule(100, RETAINED), Map.of()), limits(1_000));
    }

    /** The log of a node that starts when the others of these tests have been complete for a minute, and is empty. */
    static TestLog joining(Retention retention, LogLimits limits) {
        TestLog test = new TestLog(JOINING, -5, retention, limits);
        test.pass(Duration.ofMinutes(1));
        return test;
    }

    static LogLimits limits(int maxIdleTopics) {
        return limits(1 << 20, 64, maxIdleTopics);
    }

    static LogLimits limits(long maxBytes, int maxUnreadEvents, int maxIdleTopics) {
        return new LogLimits(maxBytes, maxUnreadEvents, CURSOR_AGE, SKEW, maxIdleTopics);
    }

    NodeLog log() {
        return log;
    }

    /** Moves time on, and sweeps. */
    void pass(Duration duration) {
        ticker.advance(duration);
        clock.advance(duration);
        log.sweep();
    }

    /** Sets the wall clock alone, back with a negative duration. */
    void setClock(Duration by) {
        clock.advance(by);
    }

    /** Moves the ticker alone, and sweeps. */
    void passByTicker(Duration duration) {
        ticker.advance(duration);
        log.sweep();
    }

    /** Publishes on this node, once on each topic. */
    void publish(String... topics) {
        for (String topic : topics) {
            log.publish(Publication.of(new Topic(topic), "1"));
        }
    }

    void publishTimes(int times, String topic) {
        for (int i = 0; i < times; i++) {
            publish(topic);
        }
    }

    /** Places an event of another node. */
    boolean place(String node, long seq, String topic) {
        return log.place(new Event(
                new EventId(node, seq), Publication.of(new Topic(topic), "1"), ManualClock.START.toEpochMilli()));
    }

    Cursor position() {
        return log.position();
    }

    /** A cursor of this moment that has seen so much of these streams, as {@code node-seq}. */
    Cursor seen(String... ids) {
        return Cursor.parse(String.join("_", ids) + "_t-" + log.stamp());
    }

    /** A cursor of this moment that has seen of this node's stream all up to a number, 0 for nothing. */
    Cursor seen(long seq) {
        return new Cursor(seq == 0 ? Map.of() : Map.of(NODE, seq), log.stamp());
    }

    long end() {
        try (LogReader reader = log.reader()) {
            return reader.offset();
        }
    }

    /** A replay up to the end of the log. */
    Replay replay(Cursor since, String... patterns) {
        return log.replay(patterns(patterns), since, end());
    }

    /** What a replay up to the end of the log says is lost, as {@code topic=reason}. */
    List<String> lost(Cursor since, String... patterns) {
        return lost(replay(since, patterns).lost());
    }

    static List<String> lost(List<Replay.Lost> lost) {
        return lost.stream().map(one -> one.topic() + "=" + one.reason()).toList();
    }

    static List<String> all(GapReason reason, String... patterns) {
        return Stream.of(patterns).map(pattern -> pattern + "=" + reason).toList();
    }

    static List<TopicPattern> patterns(String... patterns) {
        return Stream.of(patterns).map(TopicPattern::parse).toList();
    }

    /** The ids of all that is left of a replay, of which nothing more may be lost. */
    static List<String> rest(Replay replay) {
        List<String> ids = new ArrayList<>();
        for (Replay.Piece piece = replay.next(2); ; piece = replay.next(2)) {
            if (!piece.lost().isEmpty()) {
                throw new AssertionError("lost on the way: " + piece.lost());
            }
            ids.addAll(ids(piece.entries()));
            if (piece.done()) {
                return ids;
            }
        }
    }

    static List<String> ids(List<Entry> entries) {
        return entries.stream()
                .map(entry -> entry.eventOrThrow().id().toString())
                .toList();
    }

    /** Ids of this node's stream. */
    static List<String> own(long... seqs) {
        return Arrays.stream(seqs).mapToObj(seq -> NODE + "-" + seq).toList();
    }
}
