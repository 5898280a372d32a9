package org.fanfare.config;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import javax.management.AttributeChangeNotification;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;

/**
 * Hears from WildFly that it is about to suspend or to stop. It tells so before it does anything, waits for those who are told, and
 * closes all WebSockets next. Other servers have no such MBean, and tell nothing.
 */
final class ServerState implements NotificationListener {
    private static final String MBEAN = "jboss.root:type=state";
    private static final String ATTRIBUTE = "RunningState";

    private final Departure departure;

    ServerState(Departure departure) {
        this.departure = departure;
    }

    /** Begins to listen. */
    void watch() {
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName name = name();
            if (server.isRegistered(name)) {
                server.addNotificationListener(name, this, null, null);
            }
        } catch (JMException e) {
            ConfigLog.notWatched(e);
        }
    }

    /** Ends to listen: the server must not keep an application that was undeployed. */
    void unwatch() {
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName name = name();
            if (server.isRegistered(name)) {
                server.removeNotificationListener(name, this);
            }
        } catch (JMException e) {
            ConfigLog.notWatched(e);
        }
    }

    private static ObjectName name() throws MalformedObjectNameException {
        return new ObjectName(MBEAN);
    }

    @Override
    public void handleNotification(Notification notification, Object handback) {
        if (notification instanceof AttributeChangeNotification change && ATTRIBUTE.equals(change.getAttributeName())) {
            switch (String.valueOf(change.getNewValue()).toUpperCase(Locale.ROOT)) {
                case "SUSPENDING", "STOPPING" -> departure.leave();
                case "NORMAL" -> departure.comeBack();
                default -> {}
            }
        }
    }
}
