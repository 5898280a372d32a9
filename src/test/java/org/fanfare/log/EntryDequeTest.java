package org.fanfare.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EntryDequeTest {
    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private static Entry entry(long offset) {
        return Entry.of(offset, new LostRange("thisnode", 1, 1), 0, 0);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void behavesAsTheDequeOfTheJdk(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int growth = random.nextInt(35, 75);
        EntryDeque deque = new EntryDeque();
        ArrayDeque<Entry> expected = new ArrayDeque<>();
        long offset = 0;
        for (int step = 0; step < 600; step++) {
            int dice = random.nextInt(100);
            if (dice < growth) {
                offset += random.nextInt(1, 4);
                Entry added = entry(offset);
                deque.add(added);
                expected.add(added);
            } else if (dice < 95 && !expected.isEmpty()) {
                assertSame(expected.remove(), deque.removeFirst());
            } else if (!expected.isEmpty()) {
                Entry removed = new ArrayList<>(expected).get(random.nextInt(expected.size()));
                deque.remove(removed);
                expected.remove(removed);
            }
            if (step % 7 == 0) {
                assertSameContent(expected, deque, random.nextLong(offset + 2));
            }
        }
    }

    private static void assertSameContent(ArrayDeque<Entry> expected, EntryDeque deque, long probe) {
        List<Entry> content = new ArrayList<>();
        for (int i = 0; i < deque.size(); i++) {
            content.add(deque.get(i));
        }
        assertEquals(new ArrayList<>(expected), content);
        assertEquals(expected.isEmpty(), deque.isEmpty());
        assertEquals(expected.stream().filter(one -> one.offset() < probe).count(), deque.firstFrom(probe));
    }

    @Test
    void whatIsNotInItIsNotRemoved() {
        EntryDeque deque = new EntryDeque();
        deque.add(entry(1));
        deque.add(entry(3));

        deque.remove(entry(2));
        deque.remove(entry(3));
        deque.remove(entry(4));

        assertEquals(2, deque.size());
    }

    @Test
    void anIndexPastTheEndIsRefused() {
        EntryDeque deque = new EntryDeque();
        assertThrows(IndexOutOfBoundsException.class, () -> deque.get(0));
        assertThrows(IndexOutOfBoundsException.class, deque::removeFirst);
        deque.add(entry(0));
        deque.add(entry(1));
        deque.removeFirst();

        assertThrows(IndexOutOfBoundsException.class, () -> deque.get(1));
    }
}
