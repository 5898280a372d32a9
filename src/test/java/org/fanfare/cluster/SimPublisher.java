package org.fanfare.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.Publication;
import org.fanfare.event.PublishKey;
import org.fanfare.hub.PublishOutcome;
import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/** Publishes on any node, with keys and without, and repeats with the key what was not acknowledged, on any node. */
final class SimPublisher {
    private static final long PATIENCE_MILLIS = 6_000;
    private static final int LARGE_CHARS = 80_000;
    private static final List<String> TOPICS = List.of("market.a", "market.b", "news.a");

    /** One thing that it says, until it is acknowledged. */
    static final class Said {
        final int n;
        final Publication publication;
        final Set<EventId> acks = new HashSet<>();
        private int answers;
        int attempts;
        private @Nullable SimNode entry;
        private long sinceMillis;
        private boolean waits;
        private boolean refused;

        Said(int n, Publication publication) {
            this.n = n;
            this.publication = publication;
        }

        /** How often it was acknowledged. */
        int answers() {
            return answers;
        }

        boolean isKeyed() {
            return publication.key() != null;
        }

        boolean isAcked() {
            return !acks.isEmpty();
        }

        /** Whether there is nothing left to learn. */
        boolean isSettled() {
            return isAcked() || refused;
        }

        @Override
        public String toString() {
            return "#" + n + (isKeyed() ? " keyed" : "") + " on "
                    + publication.topic().name();
        }
    }

    private final SimWorld world;
    private final SplittableRandom random;
    private final List<Said> all = new ArrayList<>();
    private final List<Said> open = new ArrayList<>();
    private int unavailable;

    SimPublisher(SimWorld world, SplittableRandom random) {
        this.world = world;
        this.random = random;
    }

    List<Said> all() {
        return all;
    }

    /** How often it was told that something is not available. */
    int unavailable() {
        return unavailable;
    }

    /** Whether an event was refused as too large. */
    boolean wasRefused(EventId id) {
        Event event = Objects.requireNonNull(world.fates().get(id)).event;
        return event.publication().payload().length() >= LARGE_CHARS;
    }

    /** Says something new on some node. */
    void say() {
        SimNode to = world.anyServing();
        if (to != null) {
            say(to, TOPICS.get(random.nextInt(TOPICS.size())), random.nextBoolean());
        }
    }

    Said say(SimNode to, String topic, boolean keyed) {
        int n = all.size() + 1;
        PublishKey key = keyed ? new PublishKey("publisher", "key" + n) : null;
        Said said = new Said(n, new Publication(new Topic(topic), null, Integer.toString(n), null, null, null, key));
        all.add(said);
        attempt(said, to);
        return said;
    }

    /** Says it, or says it again, on a node. */
    void attempt(Said said, SimNode to) {
        int attempt = ++said.attempts;
        said.entry = to;
        said.sinceMillis = world.millis();
        said.waits = true;
        world.trace(() -> said + " is published on " + to + (attempt > 1 ? ", attempt " + attempt : ""));
        SimRun run = to.run();
        to.hub.publish(said.publication, outcome -> told(said, attempt, to, run, outcome));
        if (said.isKeyed() && !open.contains(said)) {
            open.add(said);
        }
        to.observe();
    }

    private void told(Said said, int attempt, SimNode to, SimRun run, PublishOutcome outcome) {
        if (to.isOver()) {
            return;
        }
        world.trace(() -> said + " attempt " + attempt + ": " + outcome);
        if (outcome instanceof PublishOutcome.Published published) {
            if (said.acks.add(published.id()) && said.acks.size() > 1) {
                world.acknowledgedAnew(said, published.id(), run);
            }
            said.answers++;
            said.waits = false;
            to.observe();
            world.acknowledged(said, published, run);
        } else if (outcome instanceof PublishOutcome.Unavailable) {
            unavailable++;
            if (attempt == said.attempts) {
                said.waits = false;
                if (said.isKeyed() && !open.contains(said)) {
                    open.add(said);
                }
            }
        } else if (outcome instanceof PublishOutcome.TooLarge) {
            said.waits = false;
            said.refused = true;
        } else if (outcome instanceof PublishOutcome.Conflict) {
            throw new AssertionError("a conflict of " + said);
        }
    }

    /** Repeats what was not acknowledged. */
    void step() {
        for (Said said : List.copyOf(open)) {
            if (said.isSettled()) {
                settled(said);
            } else if (!said.waits || hasGoneAway(said)) {
                SimNode to = random.nextInt(10) == 0 ? world.anyServing() : null;
                if (to != null) {
                    open.remove(said);
                    attempt(said, to);
                }
            }
        }
    }

    /** Now and then says again what was acknowledged. */
    private void settled(Said said) {
        if (said.refused || said.answers > 1 || said.n % 5 != 0) {
            open.remove(said);
        } else if (!said.waits && random.nextInt(40) == 0) {
            SimNode to = world.anyServing();
            if (to != null) {
                open.remove(said);
                attempt(said, to);
            }
        }
    }

    private boolean hasGoneAway(Said said) {
        SimNode entry = said.entry;
        boolean gone = entry == null || entry.isOver();
        return gone || (world.millis() - said.sinceMillis >= PATIENCE_MILLIS && random.nextInt(20) == 0);
    }

    /** Whether all that was said with a key was acknowledged. */
    boolean isDone() {
        return open.stream().allMatch(Said::isSettled);
    }
}
