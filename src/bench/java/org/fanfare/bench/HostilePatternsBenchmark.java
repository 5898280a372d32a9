package org.fanfare.bench;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.fanfare.topic.Fields;
import org.fanfare.topic.Topic;
import org.fanfare.topic.TopicIndex;
import org.fanfare.topic.TopicPattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The most that a match can cost: all patterns that agree with a topic but for its last segment, and none that matches. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-Xmn32m", "-XX:+AlwaysPreTouch"})
public class HostilePatternsBenchmark {
    private static final int FREE = TopicPattern.MAX_SEGMENTS - 1;
    private final Topic topic = new Topic("a.".repeat(FREE) + "a");
    private final TopicIndex<Object> index = new TopicIndex<>();

    /** Adds a pattern for each choice of wildcards: 2,047. */
    @Setup
    public void fill() {
        for (int mask = 1; mask < 1 << FREE; mask++) {
            String[] segments = new String[FREE + 1];
            Arrays.fill(segments, "a");
            for (int i = 0; i < FREE; i++) {
                if ((mask >> i & 1) == 1) {
                    segments[i] = "*";
                }
            }
            segments[FREE] = "b";
            index.add(TopicPattern.parse(String.join(".", segments)), null, this);
        }
    }

    @Benchmark
    public int matchNobody() {
        index.match(topic, () -> Fields.NONE, subscriber -> {
            throw new IllegalStateException("nobody wants this");
        });
        return index.size();
    }
}
