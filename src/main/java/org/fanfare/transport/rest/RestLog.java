package org.fanfare.transport.rest;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

/** Every log line of this package. Ids are never reused; the catalogue is in operations.md. */
final class RestLog {
    private static final System.Logger LOG = System.getLogger("org.fanfare.rest");

    private RestLog() {}

    static void gone(Exception cause) {
        LOG.log(DEBUG, "FF3302 a request was gone before it was answered: cause={0}", cause.getMessage());
    }

    static void failed(Throwable fault) {
        LOG.log(ERROR, "FF3301 a request failed", fault);
    }
}
