package org.fanfare.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.fanfare.topic.Field;
import org.fanfare.topic.Fields;
import org.fanfare.topic.Filter;
import org.fanfare.topic.Topic;
import org.fanfare.topic.TopicIndex;
import org.fanfare.topic.TopicPattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** How long it takes to find the ten subscribers of an event among many who want something else. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-Xmn32m", "-XX:+AlwaysPreTouch"
        }) // else page faults of a growing heap count
public class TopicIndexBenchmark {
    private static final int MATCHING = 10;
    private static final List<String> PATTERNS = List.of(
            "**",
            "market.**",
            "*.**",
            "market.*.AAPL",
            "market.quotes.*",
            "*.quotes.AAPL",
            "*.*.AAPL",
            "*.quotes.*",
            "market.*.*",
            "market.quotes.**");

    /** Subscriptions that do not match: a quarter each of topics and of three forms of pattern. */
    @Param({"100", "100000"})
    public int others;

    @Param
    public Subscribed ten = Subscribed.NOTHING;

    private final Topic topic = new Topic("market.quotes.AAPL");
    private final Payload payload = new Payload("symbol", new Field.Text("AAPL"));
    private final TopicIndex<Counter> index = new TopicIndex<>();

    /** What the ten subscribe to. */
    public enum Subscribed {
        /** There are no ten. */
        NOTHING,
        /** All to the topic. */
        TOPIC,
        /** Each to another pattern that the topic matches. */
        PATTERNS,
        /** All to the topic with the same filter, which passes. */
        SAME_FILTER,
        /** Each to the topic with another filter, which passes. */
        OTHER_FILTERS
    }

    private static final class Counter {
        private long count;

        private long increment() {
            return ++count;
        }
    }

    private record Payload(String name, Field value) implements Fields, Supplier<Fields> {
        @Override
        public Fields get() {
            return this;
        }

        @Override
        public Field get(String member) {
            return member.equals(name) ? value : Field.Plain.ABSENT;
        }
    }

    /** Adds the others and the ten. */
    @Setup
    public void fill() {
        List<String> forms = List.of("market.quotes.S%d", "market.*.S%d", "market.S%d.*", "S%d.**");
        for (int i = 0; i < others; i++) {
            String text = forms.get(i % forms.size()).formatted(i);
            index.add(TopicPattern.parse(text), null, new Counter());
        }
        for (int i = 0; i < MATCHING; i++) {
            addMatching(i);
        }
    }

    private void addMatching(int i) {
        TopicPattern exact = TopicPattern.of(topic);
        switch (ten) {
            case NOTHING -> {}
            case TOPIC -> index.add(exact, null, new Counter());
            case PATTERNS -> index.add(TopicPattern.parse(PATTERNS.get(i)), null, new Counter());
            case SAME_FILTER -> index.add(exact, wants("AAPL"), new Counter());
            case OTHER_FILTERS -> index.add(exact, wants("AAPL", "S" + i), new Counter());
        }
    }

    private static Filter wants(String... symbols) {
        List<Filter.Value> values = List.of(symbols).stream()
                .<Filter.Value>map(Filter.Value.Text::new)
                .toList();
        return Filter.of(Map.of("symbol", values));
    }

    @Benchmark
    public void match() {
        index.match(topic, payload, Counter::increment);
    }
}
