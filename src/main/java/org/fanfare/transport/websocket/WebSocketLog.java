package org.fanfare.transport.websocket;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

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

    static void directWay(String container) {
        LOG.log(
                INFO,
                "FF3003 WebSockets are written past the endpoint of the container: way=direct container={0}",
                container);
    }

    static void standardWay(String why, String container) {
        LOG.log(
                INFO,
                "FF3004 WebSockets are written by the standard way: way=standard why={0} container={1}",
                why,
                container);
    }

    static void noDirectWay(Throwable cause) {
        LOG.log(
                WARNING,
                "FF3005 WebSockets cannot be written past the endpoint of the container: way=standard cause={0}",
                cause.toString());
    }
}
