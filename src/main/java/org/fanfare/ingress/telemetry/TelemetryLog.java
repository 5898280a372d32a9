package org.fanfare.ingress.telemetry;

import static java.lang.System.Logger.Level.WARNING;

/** Every log line of this package. Ids are never reused; the catalogue is in operations.md. */
final class TelemetryLog {
    private static final System.Logger LOG = System.getLogger("org.fanfare.ingress.telemetry");

    private TelemetryLog() {}

    static void failed(RuntimeException failure) {
        LOG.log(WARNING, "FF4001 this server could not publish its telemetry; it goes on trying", failure);
    }
}
