package org.fanfare.backplane.jms;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void eachPauseIsBetweenHalfAndAllOfABoundThatDoubles(long seed) {
        var backoff = new Backoff(100, 1000, new Random(seed));

        for (int bound : new int[] {100, 200, 400, 800, 1000, 1000}) {
            int millis = backoff.nextMillis();
            assertTrue(millis >= bound / 2 && millis <= bound, bound + ": " + millis);
        }
    }

    @Test
    void afterASuccessItBeginsAnew() {
        var backoff = new Backoff(2, 1000, new Random(1));
        backoff.nextMillis();
        backoff.nextMillis();

        backoff.reset();

        assertTrue(backoff.nextMillis() <= 2);
    }
}
