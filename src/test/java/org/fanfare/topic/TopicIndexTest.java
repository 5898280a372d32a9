package org.fanfare.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.fanfare.topic.Filter.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicIndexTest {
    private final TopicIndex<Subscriber> index = new TopicIndex<>();

    /** Equal to all others, so that identity alone tells them apart. */
    private static final class Subscriber {
        @Override
        public boolean equals(Object other) {
            return other instanceof Subscriber;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    /** A payload that counts how often a filter looks at it. */
    private static final class CountingFields implements Fields {
        private int looks;

        @Override
        public Field get(String member) {
            looks++;
            return new Field.Text(member);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "a.*", "**"})
    void addingTwiceIsAddingOnce(String pattern) {
        Subscriber subscriber = new Subscriber();
        index.add(TopicPattern.parse(pattern), null, subscriber);
        index.add(TopicPattern.parse(pattern), Filter.NONE, subscriber);

        assertEquals(1, index.size());
        assertEquals(1, matched("a.b", TopicIndexTest::unused).size());
        assertTrue(index.remove(TopicPattern.parse(pattern), Filter.NONE, subscriber));
        assertTrue(index.holdsNothing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "a.*", "a.**", "*.b", "**"})
    void removingWhatIsNotThereChangesNothing(String pattern) {
        Subscriber subscriber = new Subscriber();
        index.add(TopicPattern.parse(pattern), passing("k"), subscriber);

        assertFalse(index.remove(TopicPattern.parse(pattern), passing("k"), new Subscriber()));
        assertFalse(index.remove(TopicPattern.parse(pattern), passing("other"), subscriber));
        assertFalse(index.remove(TopicPattern.parse(pattern), null, subscriber));
        assertFalse(index.remove(TopicPattern.parse("x." + pattern), passing("k"), subscriber));
        assertEquals(1, index.size());
        assertTrue(index.remove(TopicPattern.parse(pattern), passing("k"), subscriber));
        assertTrue(index.isEmpty());
    }

    @Test
    void aSubscriberIsNamedOncePerPatternAndFilterThatMatch() {
        Subscriber subscriber = new Subscriber();
        index.add(TopicPattern.parse("a.b"), null, subscriber);
        index.add(TopicPattern.parse("a.*"), null, subscriber);
        index.add(TopicPattern.parse("a.*"), passing("k"), subscriber);
        index.add(TopicPattern.parse("a.*"), failing("k"), subscriber);

        assertEquals(3, matched("a.b", CountingFields::new).size());
    }

    @Test
    void thePayloadIsNotReadWhenNoFilterIsMet() {
        index.add(TopicPattern.parse("a.b"), null, new Subscriber());
        index.add(TopicPattern.parse("a.**"), null, new Subscriber());
        index.add(TopicPattern.parse("b.**"), passing("k"), new Subscriber());

        assertEquals(2, matched("a.b", TopicIndexTest::unused).size());
        assertEquals(0, matched("c", TopicIndexTest::unused).size());
    }

    @Test
    void equalFiltersAreEvaluatedOnceAndThePayloadIsReadOnce() {
        for (String pattern : List.of("a.b", "a.*", "**")) {
            for (int i = 0; i < 1000; i++) {
                index.add(TopicPattern.parse(pattern), passing("k"), new Subscriber());
                index.add(TopicPattern.parse(pattern), failing("k"), new Subscriber());
            }
        }
        List<CountingFields> payloads = new ArrayList<>();

        for (int round = 1; round <= 2; round++) {
            int named = matched("a.b", () -> {
                        payloads.add(new CountingFields());
                        return payloads.get(payloads.size() - 1);
                    })
                    .size();

            assertEquals(3000, named);
            assertEquals(round, payloads.size());
            assertEquals(2, payloads.get(round - 1).looks);
        }
    }

    @Test
    void aMatchThatFailsLeavesTheNextUnharmed() {
        index.add(TopicPattern.parse("a"), passing("k"), new Subscriber());
        Supplier<Fields> broken = () -> {
            throw new IllegalStateException("no payload");
        };

        assertThrows(IllegalStateException.class, () -> matched("a", broken));
        assertEquals(1, matched("a", CountingFields::new).size());
    }

    @Test
    void oneOfManyLeavesWithoutASearch() {
        List<Subscriber> subscribers =
                IntStream.range(0, 100_000).mapToObj(i -> new Subscriber()).toList();
        TopicPattern topic = TopicPattern.parse("a.b");
        subscribers.forEach(subscriber -> index.add(topic, null, subscriber));

        for (int i = 0; i < subscribers.size(); i += 2) {
            assertTrue(index.remove(topic, null, subscribers.get(i)));
        }

        assertEquals(50_000, matched("a.b", TopicIndexTest::unused).size());
        for (int i = 1; i < subscribers.size(); i += 2) {
            assertTrue(index.remove(topic, null, subscribers.get(i)));
        }
        assertTrue(index.holdsNothing());
    }

    @Test
    @Timeout(20)
    void allLegalPatternsOfOneTopicAreFoundInBoundedTime() {
        String[] segments = "a".repeat(TopicPattern.MAX_SEGMENTS).split("", -1);
        Subscriber subscriber = new Subscriber();
        int added = 0;
        for (int mask = 1; mask < 1 << TopicPattern.MAX_SEGMENTS; mask++) {
            index.add(TopicPattern.parse(masked(segments, mask)), null, subscriber);
            added++;
        }
        String topic = masked(segments, 0);

        assertEquals(added, matched(topic, TopicIndexTest::unused).size());
        assertEquals(0, matched(topic + ".a", TopicIndexTest::unused).size());
        assertEquals(0, matched(topic.replace('.', ':'), TopicIndexTest::unused).size());
    }

    @Test
    void aLongTopicIsFoundByItsBeginning() {
        String beginning = "a.".repeat(100);
        index.add(TopicPattern.parse(beginning + "**"), null, new Subscriber());

        assertEquals(1, matched(beginning + "a.b", TopicIndexTest::unused).size());
        assertEquals(
                0, matched(beginning.substring(2) + "b", TopicIndexTest::unused).size());
    }

    private static String masked(String[] segments, int mask) {
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < TopicPattern.MAX_SEGMENTS; i++) {
            chosen.add((mask >> i & 1) == 1 ? "*" : segments[i]);
        }
        return String.join(".", chosen);
    }

    @Test
    void anExactMatchAllocatesNothing() {
        for (int i = 0; i < 10; i++) {
            index.add(TopicPattern.parse("a.b"), null, new Subscriber());
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Topic topic = new Topic("a.b");
        int[] named = new int[1];
        Supplier<Fields> unused = TopicIndexTest::unused;
        Consumer<Subscriber> to = subscriber -> named[0]++;
        index.match(topic, unused, to);

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            index.match(topic, unused, to);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertEquals(100_010, named[0]);
        assertTrue(allocated < 10_000, allocated + " bytes in 10,000 matches");
    }

    private static Fields unused() {
        throw new AssertionError("the payload is not needed");
    }

    private List<Subscriber> matched(String topic, Supplier<Fields> payload) {
        List<Subscriber> matched = new ArrayList<>();
        index.match(new Topic(topic), payload, matched::add);
        return matched;
    }

    private static Filter passing(String key) {
        return Filter.of(Map.of(key, List.of(new Value.Text(key))));
    }

    private static Filter failing(String key) {
        return Filter.of(Map.of(key, List.of(new Value.Text("not " + key))));
    }
}
