package org.fanfare.bench.load;

import java.io.IOException;

/** One connection that publishes. Belongs to the reactor's thread. */
interface Publisher {

    /** Publishes one payload; it may leave only with {@link #flush}. */
    void publish(String topic, long number, String payload) throws IOException;

    /** Sends what was collected. */
    void flush() throws IOException;

    /** Publishes that the server acknowledged. */
    long acknowledged();
}
