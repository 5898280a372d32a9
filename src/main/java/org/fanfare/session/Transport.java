package org.fanfare.session;

/** How a client is connected. */
public enum Transport {
    WEBSOCKET,
    SSE,
    POLL
}
