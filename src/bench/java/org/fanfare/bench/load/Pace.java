package org.fanfare.bench.load;

/** When the next message is published. */
public sealed interface Pace {

    /**
     * On a fixed schedule, however the server copes. A message's time is the one it was due at, so a late publish counts as latency.
     *
     * @param perSecond messages a second
     * @param burst so many messages are due at once
     */
    record OpenLoop(double perSecond, int burst) implements Pace {
        public OpenLoop {
            if (!(perSecond > 0) || burst < 1) {
                throw new IllegalArgumentException("rate and burst must be positive: " + perSecond + ", " + burst);
            }
        }

        /** When message number {@code n} (from 0) is due, in nanoseconds after the first. */
        long dueNanos(long n) {
            long before = n - n % burst;
            return (long) (before * 1e9 / perSecond);
        }
    }

    /**
     * As fast as the server keeps up.
     *
     * @param inFlight most messages under way
     * @param until when a message is no longer under way
     */
    record ClosedLoop(int inFlight, Until until) implements Pace {
        public ClosedLoop {
            if (inFlight < 1) {
                throw new IllegalArgumentException("in-flight must be positive: " + inFlight);
            }
        }
    }

    /** What ends a message's flight. */
    enum Until {
        /** All subscribers have it. */
        DELIVERED,
        /** The server acknowledged it to the publisher. */
        ACKNOWLEDGED
    }
}
