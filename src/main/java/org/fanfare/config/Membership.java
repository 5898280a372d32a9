package org.fanfare.config;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import org.fanfare.cluster.Member;
import org.fanfare.cluster.Sender;
import org.fanfare.event.Ticker;
import org.fanfare.hub.Backplane;
import org.fanfare.hub.Hub;
import org.fanfare.log.NodeLog;

/** This node as a member of its cluster, with the threads that it needs. */
final class Membership {
    private static final int NODE_CHARS = 10;
    private static final String NODE_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final Hub hub;
    private final Backplane backplane;
    private final NodeLog log;
    private final Member member;
    private final Sender sender;
    private String announced = "";

    Membership(Settings settings, Hub hub, NodeLog log, Backplane backplane) {
        this.hub = hub;
        this.backplane = backplane;
        this.log = log;
        this.member = new Member(
                hub,
                log,
                backplane,
                settings.clusterLimits(),
                settings.logLimits().maxClockSkew(),
                Ticker.system(),
                InstantSource.system(),
                new SecureRandom(),
                Membership::freshName);
        this.sender = new Sender(member, backplane);
    }

    /** A name for a run of this node. */
    static String freshName() {
        SecureRandom random = new SecureRandom();
        StringBuilder name = new StringBuilder(NODE_CHARS);
        for (int i = 0; i < NODE_CHARS; i++) {
            name.append(NODE_ALPHABET.charAt(random.nextInt(NODE_ALPHABET.length())));
        }
        return name.toString();
    }

    Member member() {
        return member;
    }

    /**
     * Joins; the node serves clients when it has. One that is alone serves at once: a cursor with a number of this run that is stamped
     * in the second in which it began is of this run, and has to be provable (R8).
     */
    void start(ThreadFactory threads) {
        if (backplane.isShared()) {
            backplane.start(member::receive);
            threads.newThread(sender).start();
        } else {
            log.completeSince(log.completeSinceSeconds() - 1);
        }
        tick();
    }

    /**
     * Does what time asks for. Each run that is ready announces its presence, be anybody there or not: from then on it has a number in each
     * cursor, which proves that the cursor is not from before (R8).
     */
    void tick() {
        member.tick();
        if (member.isReady() && !announced.equals(log.node())) {
            announced = log.node();
            hub.presence().renew();
            member.announce();
        }
    }

    /** Takes no publishes from now on, and waits until the others have all that entered here, but not for ever (R22). */
    void leave(Duration atMost) throws InterruptedException {
        member.leave();
        member.awaitLeft(atMost);
    }

    /** Says nothing more, and hears nothing more. */
    void close() {
        sender.stop();
        backplane.close();
    }
}
