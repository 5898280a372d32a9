package org.fanfare.transport.sse;

import static java.lang.System.Logger.Level.DEBUG;

/** Every log line of this package. Ids are never reused; the catalogue is in operations.md. */
final class SseLog {
    private static final System.Logger LOG = System.getLogger("org.fanfare.sse");

    private SseLog() {}

    static void completeFailed(RuntimeException cause) {
        LOG.log(DEBUG, "FF3101 a stream was gone before it was closed: cause={0}", cause.getMessage());
    }
}
