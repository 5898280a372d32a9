package org.fanfare.transport.poll;

import static java.lang.System.Logger.Level.DEBUG;

/** Every log line of this package. Ids are never reused; the catalogue is in operations.md. */
final class PollLog {
    private static final System.Logger LOG = System.getLogger("org.fanfare.poll");

    private PollLog() {}

    static void completeFailed(RuntimeException cause) {
        LOG.log(DEBUG, "FF3201 a poll was gone before it was answered: cause={0}", cause.getMessage());
    }
}
