package org.fanfare.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SubscribersTest {
    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void subscribersJoinAndLeaveLikeMembersOfAnIdentitySet(long seed) {
        var random = new SplittableRandom(seed);
        List<Object> objects = IntStream.range(0, 1 + random.nextInt(300))
                .mapToObj(i -> new Object())
                .toList();
        var subscribers = new Subscribers<Object>();
        Set<Object> model = Collections.newSetFromMap(new IdentityHashMap<>());

        for (int phase = 0; phase < 4; phase++) {
            int joinsInTen = phase % 2 == 0 ? 8 : 2;
            for (int i = 0; i < 2 * objects.size(); i++) {
                Object object = objects.get(random.nextInt(objects.size()));
                if (random.nextInt(10) < joinsInTen) {
                    assertEquals(model.add(object), subscribers.add(object));
                } else {
                    assertEquals(model.remove(object), subscribers.remove(object));
                }
            }
            assertHolds(model, subscribers);
        }
        objects.forEach(object -> assertEquals(model.remove(object), subscribers.remove(object)));
        assertTrue(subscribers.isEmpty());
    }

    private static void assertHolds(Set<Object> expected, Subscribers<Object> subscribers) {
        List<Object> walked = new ArrayList<>();
        subscribers.forEach(walked::add);

        assertEquals(expected.size(), walked.size());
        walked.forEach(object -> assertTrue(expected.contains(object)));
        assertEquals(expected.isEmpty(), subscribers.isEmpty());
        assertFalse(subscribers.remove(new Object()));
    }
}
