package org.fanfare.testkit.server;

import java.net.URI;

/**
 * Where a server listens, on the loopback address.
 *
 * @param http the port of the application
 * @param management the port of the server's own management
 */
record Ports(int http, int management) {

    /** The chosen ports, with free ones in the place of zeros. */
    static Ports of(int http, int management) {
        int[] free = FreePorts.two();
        return new Ports(http == 0 ? free[0] : http, management == 0 ? free[1] : management);
    }

    URI httpUri() {
        return URI.create("http://127.0.0.1:" + http + "/");
    }

    URI managementUri() {
        return URI.create("http://127.0.0.1:" + management + "/");
    }
}
