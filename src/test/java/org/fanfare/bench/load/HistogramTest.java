package org.fanfare.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HistogramTest {
    private final Histogram histogram = new Histogram();

    @Test
    void quantilesAreWithinTwoPercent() {
        for (long micros = 1; micros <= 1_000_000; micros++) {
            histogram.add(micros * 1000);
        }

        assertEquals(500_000, histogram.quantileMicros(0.5), 10_000);
        assertEquals(990_000, histogram.quantileMicros(0.99), 20_000);
        assertEquals(1_000_000, histogram.quantileMicros(1), 20_000);
        assertEquals(1_000_000, histogram.maxMicros());
    }

    @Test
    void anyDurationFindsABucket() {
        histogram.add(-1);
        histogram.add(0);
        histogram.add(Long.MAX_VALUE);

        assertEquals(3, histogram.total());
        assertEquals(0, histogram.quantileMicros(0.5));
    }

    @Test
    void nothingCountedIsZero() {
        assertEquals(0, histogram.quantileMicros(0.99));
    }
}
