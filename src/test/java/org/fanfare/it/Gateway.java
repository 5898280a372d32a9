package org.fanfare.it;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.fanfare.testkit.server.FanfareServer;

/** The gateway that the tests of this package share. */
final class Gateway {
    private static final String RUN = Long.toString(ProcessHandle.current().pid(), 36);
    private static final AtomicInteger TOPICS = new AtomicInteger();

    private Gateway() {}

    /** The application's address, with a slash at its end. */
    static URI base() {
        return FanfareServer.shared().http();
    }

    /** The server's process id. */
    static long pid() {
        return FanfareServer.shared().pid();
    }

    /** A topic prefix in a namespace that no other test uses. */
    static String fresh(String namespace) {
        return namespace + "." + RUN + "-" + TOPICS.incrementAndGet();
    }

    /** A topic prefix in a namespace of the default settings that no other test uses. */
    static String fresh() {
        return fresh("it");
    }
}
