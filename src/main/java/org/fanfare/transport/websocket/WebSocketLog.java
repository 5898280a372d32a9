package org.fanfare.transport.websocket;

import static java.lang.System.Logger.Level.DEBUG;

/** Every log line of this package. Ids are never reused; the catalogue is in operations.md. */
final class WebSocketLog {
    private static final System.Logger LOG = System.getLogger("org.fanfare.ws");

    private WebSocketLog() {}

    static void closeFailed(Exception cause) {
        LOG.log(DEBUG, "FF3001 a socket was gone before it was closed: cause={0}", cause.getMessage());
    }

    static void failed(String session, Throwable cause) {
        LOG.log(DEBUG, "FF3002 a socket failed: session={0} cause={1}", session, cause.getMessage());
    }
}
