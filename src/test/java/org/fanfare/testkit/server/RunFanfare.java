package org.fanfare.testkit.server;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * The Run command: starts the server, prints the page's address when it is served, and stops the server when this
 * JVM is asked to end.
 */
public final class RunFanfare {
    static final String PORT = "fanfare.port";
    static final String MANAGEMENT_PORT = "fanfare.management-port";

    private RunFanfare() {}

    /** Runs until the server ends; further {@code fanfare.*} system properties of this JVM reach the server. */
    public static void main(String[] args) throws InterruptedException {
        int port = Integer.getInteger(PORT, 8080);
        int managementPort =
                Integer.getInteger(MANAGEMENT_PORT, Product.chosen().managementPort());
        requireFree(port, PORT);
        requireFree(managementPort, MANAGEMENT_PORT);
        FanfareServer server;
        try {
            server = FanfareServer.named("run-" + port)
                    .ports(port, managementPort)
                    .properties(settings())
                    .start();
        } catch (IllegalStateException e) {
            throw exit(String.valueOf(e.getMessage()));
        }
        int status = FanfareServer.statusOf(server.http());
        if (status != 200) {
            throw exit("the page answers " + status + "; see " + server.log());
        }
        System.out.printf(
                "%n  Fanfare is live at http://localhost:%d/fanfare/%n  Log: %s%n  Ctrl-C stops it.%n%n",
                port, server.log());
        System.out.flush();
        server.awaitEnd();
    }

    /** The settings among the system properties of this JVM. */
    static Map<String, String> settings() {
        return System.getProperties().stringPropertyNames().stream()
                .filter(key -> key.startsWith("fanfare.") && !key.equals(PORT) && !key.equals(MANAGEMENT_PORT))
                .collect(Collectors.toMap(key -> key, System::getProperty));
    }

    static void requireFree(int port, String property) {
        if (!FreePorts.isFree(port)) {
            throw exit("port " + port + " is in use: choose another one with -D" + property + "=PORT");
        }
    }

    /** Ends the JVM with one line; the thrown type only tells the compiler that nothing follows. */
    static IllegalStateException exit(String line) {
        System.err.println("Fanfare: " + line);
        System.exit(1);
        return new IllegalStateException(line);
    }
}
