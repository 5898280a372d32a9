package org.fanfare.config;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.fanfare.backplane.jms.JmsBackplane;
import org.fanfare.backplane.jms.JmsObjects;
import org.fanfare.backplane.local.LocalBackplane;
import org.fanfare.event.Ticker;
import org.fanfare.hub.Backplane;

/** Chooses what connects the nodes, and says so in the log. */
final class Backplanes {
    /** A server may bind its names a little later than it starts the application. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration PATIENCE_IF_DEMANDED = Duration.ofSeconds(30);

    private Backplanes() {}

    /**
     * Chooses by the settings.
     *
     * @throws IllegalStateException if JMS is demanded and this server lacks one of the objects for it
     */
    static Backplane choose(BackplaneSettings settings, JmsNames.Naming naming, ThreadFactory threads) {
        if (settings.choice() == BackplaneChoice.LOCAL) {
            return local("set");
        }
        return hasMessagingClasses()
                ? byNames(settings, new JmsNames(naming, settings), threads)
                : withoutJms(settings, "the server has no messaging");
    }

    /** A server without messaging may lack even the types. */
    private static boolean hasMessagingClasses() {
        try {
            Class.forName("jakarta.jms.ConnectionFactory");
            return true;
        } catch (ClassNotFoundException none) {
            return false;
        }
    }

    private static Backplane byNames(BackplaneSettings settings, JmsNames names, ThreadFactory threads) {
        Optional<JmsObjects> objects = names.await(patience(settings, names));
        if (objects.isEmpty()) {
            return withoutJms(settings, "the server has nothing under the names " + names.missing());
        }
        ConfigLog.backplane("jms", settings.choice() == BackplaneChoice.JMS ? "set" : "the server has its names");
        return new JmsBackplane(threads, objects.get(), settings.timeToLive(), Ticker.system());
    }

    private static Duration patience(BackplaneSettings settings, JmsNames names) {
        if (settings.choice() == BackplaneChoice.JMS) {
            return PATIENCE_IF_DEMANDED;
        }
        return names.mayComeLater() ? PATIENCE : Duration.ZERO;
    }

    private static Backplane withoutJms(BackplaneSettings settings, String reason) {
        if (settings.choice() == BackplaneChoice.JMS) {
            throw new IllegalStateException("Fanfare does not start: fanfare.backplane=jms, but " + reason);
        }
        return local(reason);
    }

    private static Backplane local(String reason) {
        ConfigLog.backplane("local", reason);
        return new LocalBackplane();
    }
}
