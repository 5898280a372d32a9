package org.fanfare.cluster;

import org.fanfare.event.Event;

/** Estimates what events hold of memory. */
final class Sizes {
    private static final int OVERHEAD_BYTES = 160;

    private Sizes() {}

    static int of(Event event) {
        return OVERHEAD_BYTES + event.topic().name().length() + event.payload().length();
    }
}
