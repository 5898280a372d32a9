package org.fanfare.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.fanfare.event.Event;
import org.fanfare.presence.Presence;
import org.fanfare.presence.PresenceDigest;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the presence of all nodes the same everywhere (R26): whose counts, what this node has announced of its own, and whether that of
 * another is whole. What was lost of it the other is asked to announce anew. Guarded by the member.
 */
final class Attendance {
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long RENEW_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Services services;
    private final String node;
    private final OwnStream own;
    private final Peers peers;
    private final Presence presence;
    private final Deque<PresenceDigest> unsent = new ArrayDeque<>();
    private final Map<String, Long> askedNanos = new HashMap<>();
    private final Map<String, Long> unknownSinceNanos = new HashMap<>();
    private final Set<String> questions = new LinkedHashSet<>();
    private final Seldom sayAsked = new Seldom();
    private PresenceDigest sent = PresenceDigest.NONE;
    private boolean renewed;
    private long renewedNanos;

    Attendance(Services services, OwnStream own, Peers peers) {
        this.services = services;
        this.node = services.log().node();
        this.own = own;
        this.peers = peers;
        this.presence = services.hub().presence().all();
    }

    /**
     * An announcement of this node was placed.
     *
     * @param alone whether nobody else is there to hear it
     */
    void announced(Event event, boolean alone) {
        if (alone) {
            own.addAlone(event);
        } else {
            own.add(event);
        }
        unsent.add(presence.digest(node));
    }

    /** This node's presence as of its last announcement that was sent. */
    PresenceDigest sent() {
        while (!unsent.isEmpty() && unsent.element().seq() <= own.sent()) {
            sent = unsent.remove();
        }
        return sent;
    }

    /** A node that was not known, or held to be dead, says something. */
    void lives(String name) {
        presence.show(name);
    }

    /** A node tells what its presence is; asks for it if this one has taken all that was said of it and has another. */
    void told(String name, PresenceDigest digest, long nowNanos) {
        PresenceDigest known = presence.digest(name);
        boolean isComparable = services.log().last(name) >= digest.seq() && known.seq() <= digest.seq();
        if (isComparable && !known.hasSameSittings(digest) && isDue(name, nowNanos)) {
            askedNanos.put(name, nowNanos);
            questions.add(name);
            if (sayAsked.isDue(nowNanos)) {
                ClusterLog.presenceLost(node, name, known.count(), digest.count());
            }
        }
    }

    private boolean isDue(String name, long nowNanos) {
        Long asked = askedNanos.get(name);
        return asked == null || nowNanos - asked >= AGAIN_NANOS;
    }

    /** Whom to ask for its presence, or null if nobody. */
    @Nullable
    String takeQuestion() {
        if (questions.isEmpty()) {
            return null;
        }
        String first = questions.iterator().next();
        questions.remove(first);
        return first;
    }

    /** Somebody asks a node for its presence: one answer serves all. */
    void heardQuestion(String owner, long nowNanos) {
        if (!owner.equals(node)) {
            askedNanos.put(owner, nowNanos);
            questions.remove(owner);
        } else if (!renewed || nowNanos - renewedNanos >= RENEW_NANOS) {
            renewed = true;
            renewedNanos = nowNanos;
            services.hub().presence().renew();
        }
    }

    /** Lets those not count whose node does not live, and forgets those whose node is forgotten. */
    void review(long nowNanos) {
        for (String name : presence.nodes()) {
            if (name.equals(node)) {
                continue;
            }
            if (!peers.isLiving(name)) {
                presence.hide(name);
            }
            if (peers.get(name) != null) {
                unknownSinceNanos.remove(name);
            } else if (nowNanos - unknownSinceNanos.computeIfAbsent(name, unknown -> nowNanos)
                    >= services.limits().settleTime().toNanos()) {
                presence.forget(name);
                unknownSinceNanos.remove(name);
            }
        }
        askedNanos.values().removeIf(asked -> nowNanos - asked >= AGAIN_NANOS);
    }
}
