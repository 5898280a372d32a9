package org.fanfare.testkit.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** An application server product that Fanfare runs on. */
public enum Product {
    WILDFLY("server", "server-config/wildfly", 9990),
    PAYARA("payara6", "server-config/payara", 4848);

    private final String home;
    private final String scripts;
    private final int managementPort;

    Product(String home, String scripts, int managementPort) {
        this.home = home;
        this.scripts = scripts;
        this.managementPort = managementPort;
    }

    /** The one that the system property {@code server} names; WildFly without it. */
    public static Product chosen() {
        return valueOf(System.getProperty("server", "wildfly").toUpperCase(Locale.ROOT));
    }

    /** Where the build puts it. */
    Path home() {
        return FanfareServer.TARGET.resolve(home);
    }

    /** The directory of its scripts for administrators. */
    Path scripts() {
        return FanfareServer.PROJECT.resolve(scripts);
    }

    /** The port of its management where nobody says otherwise. */
    int managementPort() {
        return managementPort;
    }

    /** Makes the directory of one server, with its configuration and archives, which no server uses at the time. */
    ServerBase base(ServerSetup setup, Ports ports, List<Path> archives) {
        return switch (this) {
            case WILDFLY -> WildFlyBase.create(setup, ports, archives);
            case PAYARA -> PayaraBase.create(setup, ports, archives);
        };
    }
}
