package org.fanfare.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.fanfare.topic.Filter.Value;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the index with a list of subscriptions that is searched from end to end. */
class TopicIndexModelTest {
    private static final int STEPS = 200;
    private static final List<String> SEGMENTS = List.of("a", "b", "c");
    private static final List<String> SEPARATORS = List.of(".", ":");

    private record Subscription(
            TopicPattern pattern, @Nullable Filter filter, Object subscriber) {
        boolean isFor(TopicPattern otherPattern, @Nullable Filter otherFilter, Object otherSubscriber) {
            return pattern.equals(otherPattern) && Objects.equals(filter, otherFilter) && subscriber == otherSubscriber;
        }

        boolean wants(Topic topic, Fields payload) {
            return pattern.matches(topic) && (filter == null || filter.matches(payload));
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theIndexFindsWhatASearchFinds(long seed) {
        var random = new SplittableRandom(seed);
        var index = new TopicIndex<Object>();
        List<Subscription> model = new ArrayList<>();
        List<Object> subscribers = IntStream.range(0, 1 + random.nextInt(60))
                .mapToObj(i -> new Object())
                .toList();

        for (int i = 0; i < STEPS; i++) {
            TopicPattern pattern = pattern(random);
            Filter filter = filter(random);
            Object subscriber = subscribers.get(random.nextInt(subscribers.size()));
            boolean known = model.stream().anyMatch(s -> s.isFor(pattern, filter, subscriber));
            if (random.nextInt(3) > 0) {
                index.add(pattern, filter, subscriber);
                if (!known) {
                    model.add(new Subscription(pattern, filter, subscriber));
                }
            } else {
                assertEquals(known, index.remove(pattern, filter, subscriber));
                model.removeIf(s -> s.isFor(pattern, filter, subscriber));
            }
            assertSame(index, model, topic(random), payload(random));
        }
        removeAll(index, model, random);
    }

    private static void removeAll(TopicIndex<Object> index, List<Subscription> model, SplittableRandom random) {
        while (!model.isEmpty()) {
            Subscription gone = model.remove(random.nextInt(model.size()));
            assertTrue(index.remove(gone.pattern(), gone.filter(), gone.subscriber()));
            assertSame(index, model, topic(random), payload(random));
        }
        assertTrue(index.holdsNothing());
    }

    private static void assertSame(TopicIndex<Object> index, List<Subscription> model, Topic topic, Fields payload) {
        Map<Object, Integer> expected = new HashMap<>();
        model.stream()
                .filter(s -> s.wants(topic, payload))
                .forEach(s -> expected.merge(s.subscriber(), 1, Integer::sum));
        Map<Object, Integer> found = new HashMap<>();

        index.match(topic, () -> payload, subscriber -> found.merge(subscriber, 1, Integer::sum));

        assertEquals(expected, found, topic::name);
        assertEquals(model.size(), index.size());
        assertEquals(model.isEmpty(), index.isEmpty());
    }

    private static Topic topic(SplittableRandom random) {
        return new Topic(name(random, SEGMENTS));
    }

    private static TopicPattern pattern(SplittableRandom random) {
        if (random.nextInt(10) == 0) {
            return TopicPattern.parse("**");
        }
        String text = name(random, List.of("a", "b", "*"));
        return TopicPattern.parse(random.nextInt(4) == 0 ? text + pick(random, SEPARATORS) + "**" : text);
    }

    private static String name(SplittableRandom random, List<String> segments) {
        StringBuilder name = new StringBuilder(pick(random, segments));
        for (int more = random.nextInt(4); more > 0; more--) {
            name.append(pick(random, SEPARATORS)).append(pick(random, segments));
        }
        return name.toString();
    }

    private static @Nullable Filter filter(SplittableRandom random) {
        if (random.nextBoolean()) {
            return null;
        }
        Value value = new Value.Text(pick(random, SEGMENTS));
        return Filter.of(Map.of(pick(random, SEGMENTS), List.of(value)));
    }

    private static Fields payload(SplittableRandom random) {
        Field value = new Field.Text(pick(random, SEGMENTS));
        String present = pick(random, SEGMENTS);
        return member -> member.equals(present) ? value : Field.Plain.ABSENT;
    }

    private static String pick(SplittableRandom random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
