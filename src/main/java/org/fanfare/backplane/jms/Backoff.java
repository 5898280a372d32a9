package org.fanfare.backplane.jms;

import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: twice as long each time, up to a bound, and a random half less. Used by one thread. */
final class Backoff {
    private final int leastMillis;
    private final int mostMillis;
    private final RandomGenerator random;
    private int millis;

    Backoff(int leastMillis, int mostMillis, RandomGenerator random) {
        this.leastMillis = leastMillis;
        this.mostMillis = mostMillis;
        this.random = random;
        millis = leastMillis;
    }

    int nextMillis() {
        int most = millis;
        millis = Math.min(mostMillis, millis * 2);
        return most - random.nextInt(most / 2 + 1);
    }

    void reset() {
        millis = leastMillis;
    }
}
