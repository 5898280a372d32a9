package org.fanfare.cluster;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.fanfare.hub.Hub;
import org.jspecify.annotations.Nullable;

/** The states that this node hands on to nodes that join, a message at a time (R21). Guarded by the member. */
final class Donations {
    private static final int MAX_JOINERS = 4;

    private final Services services;
    private final Wire wire;
    private final UUID nonce;
    private final OwnStream own;
    private final Map<String, SnapshotPacker> byJoiner = new LinkedHashMap<>();

    Donations(Services services, Wire wire, UUID nonce, OwnStream own) {
        this.services = services;
        this.wire = wire;
        this.nonce = nonce;
        this.own = own;
    }

    /** Begins to hand on the state of now; what it handed on to this node before ends. Past a bound it leaves it to other donors. */
    void begin(String joiner, int attempt) {
        byJoiner.remove(joiner);
        if (byJoiner.size() < MAX_JOINERS) {
            String node = services.log().node();
            Hub hub = services.hub();
            Snapshot snapshot = new Snapshot(
                    services.log().snapshot(),
                    hub.knownKeys(),
                    hub.presence().all().snapshot());
            Snapshot sendable = snapshot.losing(node, own.refused());
            byJoiner.put(joiner, new SnapshotPacker(wire, node, nonce, joiner, attempt, sendable));
        }
    }

    /** The next message, for each that waits in turn; null if there is none. */
    byte @Nullable [] next() {
        while (!byJoiner.isEmpty()) {
            Iterator<SnapshotPacker> all = byJoiner.values().iterator();
            SnapshotPacker first = all.next();
            all.remove();
            byte[] message = first.next();
            if (message != null) {
                byJoiner.put(first.joiner(), first);
                return message;
            }
        }
        return null;
    }
}
