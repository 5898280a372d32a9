package org.fanfare.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally(0, 1);

    @Test
    void whatNeverCameIsLost() {
        receive(0, 1, 4, 5);

        assertEquals(2, tally.lost(6));
        assertEquals(4, tally.lost(8));
    }

    @Test
    void whatComesLateIsOutOfOrderAndNotLost() {
        receive(0, 2, 3, 1);

        assertEquals(0, tally.lost(4));
        assertEquals(1, tally.outOfOrder());
        assertEquals(0, tally.duplicates());
    }

    @Test
    void whatComesAgainIsADuplicateAlsoWhenItFirstCameLate() {
        receive(0, 2, 1);

        assertFalse(tally.test(0));
        assertFalse(tally.test(1));
        assertFalse(tally.test(2));
        assertTrue(tally.test(3));
        assertEquals(3, tally.duplicates());
    }

    @Test
    void onlyTheNumbersOfTheTopicCount() {
        var third = new Tally(2, 5);

        assertTrue(third.test(2));
        assertTrue(third.test(7));
        assertFalse(third.test(8));
        assertEquals(1, third.foreign());
        assertEquals(0, third.lost(12));
        assertEquals(1, third.lost(13));
    }

    private void receive(long... numbers) {
        LongStream.of(numbers).forEach(tally::test);
    }
}
