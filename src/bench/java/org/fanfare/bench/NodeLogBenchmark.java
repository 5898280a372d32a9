package org.fanfare.bench;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.fanfare.event.Cursor;
import org.fanfare.event.Publication;
import org.fanfare.event.Ticker;
import org.fanfare.log.Entry;
import org.fanfare.log.LogLimits;
import org.fanfare.log.LogReader;
import org.fanfare.log.NodeLog;
import org.fanfare.log.Replay;
import org.fanfare.log.Retention;
import org.fanfare.log.RetentionRule;
import org.fanfare.topic.Topic;
import org.fanfare.topic.TopicPattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** How long the node log takes to place an event that two readers read, and to replay 10,000 events, each per event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgsAppend = {"-Xms512m", "-Xmx512m"})
public class NodeLogBenchmark {
    private static final int BURST = 64;
    private static final int REPLAYED = 10_000;
    private static final int PIECE = 256;

    /** Topics to which the events go in turn. */
    @Param({"1", "1000"})
    public int topics;

    private final Entry[] read = new Entry[BURST];
    private final List<TopicPattern> all = List.of(TopicPattern.parse("market.*"));
    private NodeLog log;
    private LogReader first;
    private LogReader second;
    private Publication[] publications;
    private Cursor since;
    private int turn;

    /** Fills the log, past the count that it retains, and ends with the events to be replayed. */
    @Setup
    public void fill() {
        int retained = Math.max(100, 2 * REPLAYED / topics);
        Retention retention = new Retention(new RetentionRule(retained, Duration.ofHours(1)), Map.of());
        LogLimits limits = new LogLimits(200 << 20, 65_536, Duration.ofHours(24), Duration.ofSeconds(30), 100_000);
        log = new NodeLog("benchnode", retention, limits, Ticker.system(), InstantSource.system());
        publications = new Publication[topics];
        for (int i = 0; i < topics; i++) {
            publications[i] = Publication.of(new Topic("market.T" + i), "{\"price\":\"" + "1".repeat(180) + "\"}");
        }
        publish(retained * topics + REPLAYED);
        Cursor end = log.position();
        since = new Cursor(Map.of("benchnode", end.seen("benchnode") - REPLAYED), end.stampSeconds());
        first = log.reader();
        second = log.reader();
    }

    private void publish(int events) {
        for (int i = 0; i < events; i++) {
            log.publish(publications[turn]);
            turn = turn + 1 == topics ? 0 : turn + 1;
        }
    }

    /** Places events that evict as many, and lets two readers read them in bursts. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public int appendAndReadTwice() {
        publish(BURST);
        return first.read(read) + second.read(read);
    }

    /** Hands out what a cursor lacks, piece by piece. */
    @Benchmark
    @OperationsPerInvocation(REPLAYED)
    public long replay() {
        Replay replay = log.replay(all, since, Long.MAX_VALUE);
        long offsets = 0;
        Replay.Piece piece;
        int events = 0;
        do {
            piece = replay.next(PIECE);
            events += piece.entries().size();
            for (Entry entry : piece.entries()) {
                offsets += entry.offset();
            }
        } while (!piece.done());
        if (events != REPLAYED) {
            throw new IllegalStateException("replayed " + events);
        }
        return offsets;
    }
}
