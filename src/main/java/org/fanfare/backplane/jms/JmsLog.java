package org.fanfare.backplane.jms;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

/** Every log line of this package. Ids are never reused; the catalogue is in operations.md. */
final class JmsLog {
    private static final System.Logger LOG = System.getLogger("org.fanfare.backplane.jms");

    private JmsLog() {}

    static void subscribed(String topic) {
        LOG.log(INFO, "FF5101 subscribed to the backplane: topic={0}", topic);
    }

    static void disconnected(Exception fault) {
        LOG.log(
                WARNING,
                "FF5102 no subscription to the backplane; tries again until there is one: cause={0}",
                fault.toString());
    }

    static void renewing() {
        LOG.log(INFO, "FF5103 gives up the subscription to the backplane and subscribes anew");
    }

    static void foreignMessages(long count, String topic) {
        LOG.log(
                WARNING,
                "FF5104 dropped messages that no node sent: topic={1} count={0,number,#}; told at most once a minute",
                count,
                topic);
    }

    static void takerFailed(RuntimeException fault) {
        LOG.log(ERROR, "FF5105 a message from the backplane was not processed; the receiver goes on", fault);
    }

    static void cannotSend(Exception fault) {
        LOG.log(WARNING, "FF5106 cannot send to the backplane: cause={0}", fault.toString());
    }

    static void sendsAgain() {
        LOG.log(INFO, "FF5107 sends to the backplane again");
    }

    static void receiverStays() {
        LOG.log(WARNING, "FF5108 the receiver of the backplane did not end in time; its thread is left behind");
    }
}
