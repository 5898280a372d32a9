package org.fanfare.config;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.fanfare.hub.Backplane;

/** Makes the backplane of this node; {@link HubProducer} starts and closes it. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container injects before the first call
public class BackplaneProducer {
    @Resource
    ManagedThreadFactory threads;

    @Produces
    @Singleton
    Backplane backplane(Settings settings) {
        return Backplanes.choose(settings.backplane(), BackplaneProducer::lookup, threads);
    }

    @SuppressWarnings("BanJNDI") // the names are the administrator's, and settings allow only names of this server
    private static Object lookup(String name) throws NamingException {
        return new InitialContext().lookup(name);
    }
}
