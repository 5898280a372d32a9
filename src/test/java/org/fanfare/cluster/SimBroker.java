package org.fanfare.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.fanfare.hub.BackplaneException;

/** A broker with one topic that does to messages what it is told to: loses, repeats, holds them back, restarts. */
final class SimBroker {
    private static final int MAX_RECONNECT_MILLIS = 800;
    private static final int USUAL_LATENCY_MILLIS = 40;
    private static final int LATE_MILLIS = 700;

    /** How often, in a thousand messages, it does what it must not. */
    static final class Faults {
        /** A send fails, and nothing was sent. */
        int failed;
        /** A send fails, and all was sent. */
        int unsure;
        /** A send succeeds, and nobody gets the message. */
        int vanished;
        /** One subscriber does not get the message. */
        int dropped;
        /** One subscriber gets the message twice at once. */
        int doubled;
        /** One subscriber gets the message again, later. */
        int late;
        /** Longest time on the way, in milliseconds. */
        int latencyMillis = USUAL_LATENCY_MILLIS;

        boolean areActive() {
            return failed + unsure + vanished + dropped + doubled + late > 0 || latencyMillis > USUAL_LATENCY_MILLIS;
        }

        void clear() {
            failed = 0;
            unsure = 0;
            vanished = 0;
            dropped = 0;
            doubled = 0;
            late = 0;
            latencyMillis = USUAL_LATENCY_MILLIS;
        }
    }

    final Faults faults = new Faults();
    private final SimWorld world;
    private final SplittableRandom random;
    private final List<SimLink> links = new ArrayList<>();
    private boolean up = true;
    private boolean paused;
    private long sent;

    SimBroker(SimWorld world, SplittableRandom random) {
        this.world = world;
        this.random = random;
    }

    SimLink connect(String slot) {
        SimLink link = new SimLink(this, slot);
        links.add(link);
        return link;
    }

    void disconnect(SimLink link) {
        link.loseAll();
        links.remove(link);
    }

    boolean isUp() {
        return up;
    }

    /** Whether subscribers get nothing, while sends go on and what is sent waits. */
    boolean isPaused() {
        return paused;
    }

    void pause(boolean pauses) {
        paused = pauses;
    }

    /** Ends, and all that it held is lost. */
    void stop() {
        up = false;
        links.forEach(SimLink::loseAll);
    }

    void start() {
        up = true;
    }

    long nowMillis() {
        return world.millis();
    }

    /** How many messages were sent. */
    long sent() {
        return sent;
    }

    int reconnectMillis() {
        return random.nextInt(MAX_RECONNECT_MILLIS);
    }

    private boolean happens(int perThousand) {
        return perThousand > 0 && random.nextInt(1_000) < perThousand;
    }

    void send(SimLink from, byte[] message) throws BackplaneException {
        if (!up || from.isCutOut() || happens(faults.failed)) {
            throw failure();
        }
        if (message.length > world.settings().maxMessageBytes()) {
            throw new BackplaneException("too large: " + message.length, true, new IOException());
        }
        sent++;
        if (!happens(faults.vanished)) {
            links.forEach(link -> deliver(link, message));
        }
        if (happens(faults.unsure)) {
            throw failure();
        }
    }

    private static BackplaneException failure() {
        return new BackplaneException("the simulated way is cut", false, new IOException());
    }

    private void deliver(SimLink link, byte[] message) {
        if (happens(faults.dropped)) {
            return;
        }
        long at = world.millis() + random.nextInt(faults.latencyMillis + 1);
        link.enqueue(message, at);
        if (happens(faults.doubled)) {
            link.enqueue(message, at);
        }
        if (happens(faults.late)) {
            link.enqueueLate(message, at + random.nextInt(LATE_MILLIS));
        }
    }

    /** A node subscribed anew while its subscription was in order, and lost what waited there. */
    void renewed(SimLink link, int lost) {
        world.trace(() -> link + " subscribes anew, and loses " + lost + " messages");
        if (lost > 0) {
            world.history().losesMessages();
            world.excuse();
        }
    }

    /** Whether it does not do all that it must. */
    boolean isDisturbed() {
        return !up || paused || faults.areActive();
    }

    /** Lets links connect again. */
    void step() {
        if (up) {
            links.forEach(SimLink::reconnect);
        }
    }
}
