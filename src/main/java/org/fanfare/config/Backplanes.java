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
            ConfigLog.backplane("local", "set");
            return new LocalBackplane();
        }
        JmsNames names = new JmsNames(naming, settings);
        Optional<JmsObjects> objects = names.await(patience(settings, names));
        if (objects.isPresent()) {
            ConfigLog.backplane("jms", settings.choice() == BackplaneChoice.JMS ? "set" : "the server has its names");
            return new JmsBackplane(threads, objects.get(), settings.timeToLive(), Ticker.system());
        }
        if (settings.choice() == BackplaneChoice.JMS) {
            throw new IllegalStateException("Fanfare does not start: fanfare.backplane=jms, but the server has nothing"
                    + " under the names " + names.missing());
        }
        ConfigLog.backplane("local", "the server has nothing under the names " + names.missing());
        return new LocalBackplane();
    }

    private static Duration patience(BackplaneSettings settings, JmsNames names) {
        if (settings.choice() == BackplaneChoice.JMS) {
            return PATIENCE_IF_DEMANDED;
        }
        return names.isMessagingThere() ? PATIENCE : Duration.ZERO;
    }
}
