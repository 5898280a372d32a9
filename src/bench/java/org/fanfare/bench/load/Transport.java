package org.fanfare.bench.load;

/** How subscribers listen. */
public enum Transport {
    /** RFC 6455. */
    WS,
    /** An HTTP stream of Server-Sent Events. */
    SSE,
    /** Long-polling on one kept connection per subscriber. */
    POLL
}
