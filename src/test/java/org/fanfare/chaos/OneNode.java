package org.fanfare.chaos;

import java.net.URI;
import org.fanfare.testkit.cluster.Addresses;

/** One node out of several, for who must not go elsewhere. */
record OneNode(Addresses nodes, int node) implements Addresses {
    @Override
    public int count() {
        return 1;
    }

    @Override
    public URI base(int ignored) {
        return nodes.base(node);
    }

    @Override
    public int place(int ignored) {
        return nodes.place(node);
    }
}
