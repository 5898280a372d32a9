package org.fanfare.config;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/**
 * Lets the clients go when the application is undeployed. It is the last listener to be told of the begin, so the first to be told of
 * the end: also before the container's own, which closes all WebSockets.
 */
@SuppressWarnings("NullAway.Init") // the container injects before the first call
public class DepartureListener implements ServletContextListener {
    @Inject
    Departure departure;

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        departure.leave();
    }
}
