package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SeldomTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    @Test
    void theFirstTimeIsDueAndThenOnceAMinute() {
        Seldom seldom = new Seldom();
        long first = Long.MAX_VALUE - 5;

        assertTrue(seldom.isDue(first));
        assertFalse(seldom.isDue(first + MINUTE - 1));
        assertTrue(seldom.isDue(first + MINUTE));
        assertFalse(seldom.isDue(first + 2 * MINUTE - 1));
    }
}
