package org.fanfare.bench.load;

/** Counts durations in buckets at most 1.6 % wide. Not thread-safe. */
final class Histogram {
    private static final int SUB_BUCKETS = 64;
    private static final int SUB_BITS = 6;

    private final long[] counts = new long[SUB_BUCKETS * (64 - SUB_BITS)];
    private long total;
    private long maxNanos;

    /** Counts one duration; a negative one counts as zero. */
    void add(long nanos) {
        long value = Math.max(0, nanos);
        counts[bucket(value)]++;
        total++;
        maxNanos = Math.max(maxNanos, value);
    }

    long total() {
        return total;
    }

    double maxMicros() {
        return maxNanos / 1e3;
    }

    /**
     * The duration that the given share of all durations does not exceed, in microseconds; 0 when there are none.
     *
     * @param share from 0 to 1
     */
    double quantileMicros(double share) {
        long wanted = Math.min(total - 1, (long) (share * total));
        long seen = 0;
        for (int i = 0; i < counts.length && total > 0; i++) {
            seen += counts[i];
            if (seen > wanted) {
                return Math.min(middle(i), maxNanos) / 1e3;
            }
        }
        return 0;
    }

    private static int bucket(long value) {
        if (value < SUB_BUCKETS) {
            return (int) value;
        }
        int shift = 63 - Long.numberOfLeadingZeros(value) - SUB_BITS;
        return (shift + 1) * SUB_BUCKETS + (int) (value >>> shift) - SUB_BUCKETS;
    }

    private static long middle(int bucket) {
        if (bucket < SUB_BUCKETS) {
            return bucket;
        }
        int shift = bucket / SUB_BUCKETS - 1;
        long low = (long) (bucket % SUB_BUCKETS + SUB_BUCKETS) << shift;
        return low + (1L << shift) / 2;
    }
}
