package org.fanfare.testkit.cluster;

import java.net.URI;

/** Where the nodes are. Thread-safe. */
public interface Addresses {
    int count();

    /** The application's address on a node, with a slash at its end. */
    URI base(int node);

    /** A number for the present start of a node's server. */
    int place(int node);
}
