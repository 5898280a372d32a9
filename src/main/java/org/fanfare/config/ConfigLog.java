package org.fanfare.config;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import javax.management.JMException;

/** Every log line of this package. Ids are never reused; the catalogue is in operations.md. */
final class ConfigLog {
    private static final System.Logger LOG = System.getLogger("org.fanfare.config");

    private ConfigLog() {}

    /** Says which settings differ from their defaults, one line each. */
    static void changed(Settings settings) {
        for (Changed setting : settings.changed()) {
            LOG.log(
                    INFO,
                    "FF1001 setting differs from its default: {0}={1} source={2} ordinal={3,number,#}",
                    setting.key(),
                    setting.value(),
                    setting.source(),
                    setting.ordinal());
        }
    }

    /** Says that clients may not hear of a stop of the server in time. */
    static void notWatched(JMException cause) {
        LOG.log(
                WARNING,
                "FF1003 the server does not tell when it stops; clients may not hear goodbye: cause={0}",
                cause.getMessage());
    }

    /** Says what connects the nodes. */
    static void backplane(String name, String reason) {
        LOG.log(INFO, "FF1002 backplane: {0} because={1}", name, reason);
    }
}
