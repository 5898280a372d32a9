package org.fanfare.testkit.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** One server's own directory, and what is peculiar to its product. Thread-safe. */
interface ServerBase {

    /** The command that starts the server in the foreground, in the JVM that it names. */
    List<String> command();

    /** Whether the server deployed the archive. */
    boolean isDeployed(Path archive);

    /** Whether the server gave the archive up. */
    boolean hasFailed(Path archive);

    /** Asks the server's scanner to undeploy an archive. */
    void withdraw(Path archive);

    /** Asks the server's scanner to deploy an archive anew. */
    void offer(Path archive);

    /** Sends a command of the product's management client to the running server, and waits until it is done. */
    void manage(String command);

    /** The address under which the server tells the health of its applications, with a slash at the end. */
    URI health();

    /** The server's log. */
    Path log();

    /** What the server writes before and beside its log. */
    Path console();
}
