package org.fanfare.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.fanfare.event.Cursor;
import org.fanfare.event.Event;
import org.fanfare.event.GapReason;
import org.fanfare.event.Publication;
import org.fanfare.testkit.ManualClock;
import org.fanfare.testkit.ManualTicker;
import org.fanfare.topic.Topic;
import org.fanfare.topic.TopicPattern;
import org.jspecify.annotations.Nullable;

/** One random life of a node log, beside the world that forgets nothing. */
final class ModelRun {
    private static final Duration CURSOR_AGE = Duration.ofSeconds(12);
    private static final int SKEW_SECONDS = 2;
    private static final List<TopicPattern> PATTERNS =
            TestLog.patterns("a.x", "a.y", "b.x", "a.*", "b.*", "*.x", "c.**", "**", "no.such", "no.*");

    private final SplittableRandom random;
    private final boolean folding;
    private final boolean clockJumps;
    private final boolean calm;
    private final int streams;
    private final LogLimits limits;
    private final ManualClock clock = new ManualClock();
    private final ModelWorld world = new ModelWorld();
    private final List<ModelWorld.Taken> cursors = new ArrayList<>();
    private final List<ModelClient> clients = new ArrayList<>();
    private final List<ModelReader> readers = new ArrayList<>();
    private final List<String> alive = new ArrayList<>();
    private String node = "thisnode";
    private ManualTicker ticker = new ManualTicker();
    private NodeLog log;
    private boolean deaf;
    private long completeSince;
    private long completeSinceSeq;
    private int bornStreams;
    private int replays;
    private int toldInVain;

    ModelRun(long seed, boolean folding) {
        this.random = new SplittableRandom(seed);
        this.folding = folding;
        this.clockJumps = seed % 4 == 1;
        this.calm = seed % 3 != 0;
        this.streams = seed % 8 == 3 ? 100 : 4;
        this.limits = new LogLimits(
                random.nextBoolean() ? 1 << 20 : random.nextInt(2_000, 20_000),
                random.nextInt(4, 100),
                CURSOR_AGE,
                Duration.ofSeconds(SKEW_SECONDS),
                folding ? random.nextInt(1, 4) : 1_000);
        liveBefore();
        this.log = newLog();
        this.completeSince = log.stamp();
        openReaders();
    }

    private NodeLog newLog() {
        Retention retention = new Retention(rule(), Map.of("a", rule(), "b", rule()));
        return new NodeLog(node, retention, limits, ticker, clock);
    }

    private void openReaders() {
        readers.clear();
        for (int i = 0; i < 2; i++) {
            readers.add(new ModelReader(world, log.reader(), log.position()));
        }
    }

    private RetentionRule rule() {
        return new RetentionRule(random.nextInt(0, 12), Duration.ofMillis(random.nextInt(200, 10_000)));
    }

    /** Other nodes live before the log does, and hand out cursors by clocks of their own. */
    private void liveBefore() {
        alive.add(newName());
        for (int i = 0; i < 20; i++) {
            enter();
            pass(Duration.ofMillis(random.nextInt(500)));
            if (random.nextInt(4) == 0) {
                takeElsewhere(clock.instant().getEpochSecond());
            }
        }
        world.miss(alive.get(0));
    }

    private String newName() {
        return "node" + (1000 + bornStreams++);
    }

    void live(int steps) {
        for (int i = 0; i < steps; i++) {
            step(random.nextInt(100));
            assertTrue(log.bytes() >= 0 && log.bytes() <= limits.maxBytes(), () -> "bytes: " + log.bytes());
        }
        clients.forEach(this::finish);
        age();
    }

    private void step(int dice) {
        if (dice < 20) {
            publish();
        } else if (dice < 35) {
            enter();
        } else if (dice < 52) {
            arrive();
        } else if (dice < 55) {
            disturb(random.nextInt(8));
        } else if (dice < 58) {
            bearOrBury();
        } else if (dice < 68) {
            letTimePass();
        } else if (dice < 78) {
            read();
        } else if (dice < 84) {
            take();
        } else if (dice < 90) {
            resume();
        } else {
            goOn();
        }
    }

    /** A topic of the namespace of which they all speak for a while. */
    private Topic topic() {
        int namespaces = folding ? 4 : 3;
        int spokenOf = world.all.size() / 40 % namespaces;
        int namespace = random.nextInt(20) == 0 ? random.nextInt(namespaces) : spokenOf;
        return new Topic("abcd".charAt(namespace) + "." + "xyzw".charAt(random.nextInt(namespaces)));
    }

    private void publish() {
        ModelWorld.Happening entered = world.enter(node, topic());
        world.arrive(node);

        watchingNames(() -> assertEquals(
                entered.id, log.publish(Publication.of(entered.topic, "1")).id()));
    }

    private void enter() {
        if (!alive.isEmpty()) {
            world.enter(alive.get(random.nextInt(alive.size())), topic());
        }
    }

    private void arrive() {
        List<String> waiting = world.underway.keySet().stream()
                .filter(stream -> !world.underway(stream).isEmpty())
                .toList();
        if (deaf || waiting.isEmpty()) {
            return;
        }
        String stream = waiting.get(random.nextInt(waiting.size()));
        int count = random.nextInt(1, 4);
        if (!calm && random.nextInt(12) == 0) {
            watchingNames(() -> log.lose(world.lose(stream, count)));
            return;
        }
        if (random.nextInt(15) == 0) {
            watchingNames(() -> log.hide(world.hide(stream).id));
        }
        for (int i = 0; i < count && !world.underway(stream).isEmpty(); i++) {
            place(world.arrive(stream));
        }
    }

    private void place(ModelWorld.Happening one) {
        Event event = new Event(one.id, Publication.of(one.topic, "1"), 0);
        watchingNames(() -> assertTrue(log.place(event)));
        assertFalse(log.place(event));
    }

    /** Runs what may make names leave, after which the log is complete only from then. */
    private void watchingNames(Runnable change) {
        long before = log.forgottenStreams();
        long seq = log.last(node);
        change.run();
        if (log.forgottenStreams() > before) {
            completeSince = now();
            completeSinceSeq = seq;
        }
        noteForgotten();
    }

    private void noteForgotten() {
        Map<String, Long> named = log.position().seen();
        for (String stream : world.logSeen().keySet()) {
            if (!named.containsKey(stream) && world.hasReached(stream)) {
                world.forgotten.add(stream);
            }
        }
        world.forgotten.removeAll(named.keySet());
        assertTrue(named.size() <= Math.max(Cursor.MAX_NODES, alive.size() + 1));
    }

    /** The time by which the log judges; it goes on while the stamps stand still. */
    private long now() {
        return clockJumps ? log.stamp() : clock.instant().getEpochSecond();
    }

    /**
     * Now and then the node was apart from another one and lacks what entered there; or the clock is set back; or the node is deaf for a
     * while; or its run ends, and the next one takes over what this one knows.
     */
    private void disturb(int dice) {
        if (dice == 0 && !calm && !alive.isEmpty()) {
            world.miss(alive.get(random.nextInt(alive.size())));
            completeSince = now();
            completeSinceSeq = log.position().seen(node);
            log.completeSince(completeSince);
        } else if (dice == 1 && clockJumps) {
            clock.advance(Duration.ofMillis(-random.nextInt(40_000)));
        } else if ((dice == 2 || deaf) && !clockJumps) {
            deaf = !deaf;
            log.freeze(deaf);
        } else if (dice == 3 && !clockJumps) {
            beginNextRun();
        }
    }

    private void beginNextRun() {
        clients.forEach(this::finish);
        clients.clear();
        readers.forEach(ModelReader::close);
        LogSnapshot snapshot = log.snapshot();
        alive.add(node);
        node = newName();
        if (random.nextBoolean()) {
            log.restart(node);
        } else {
            ticker = new ManualTicker(random.nextLong());
            log = newLog();
        }
        log.restore(snapshot);
        noteForgotten();
        completeSince = snapshot.completeSinceSeconds();
        completeSinceSeq = 0;
        world.moveTo(snapshot.events(), log.end().offset() - snapshot.events().size());
        openReaders();
    }

    private void bearOrBury() {
        boolean crashLoop = streams > Cursor.MAX_NODES;
        for (int i = crashLoop ? 5 : 1; i > 0; i--) {
            bearOrBury(crashLoop);
        }
    }

    private void bearOrBury(boolean crashLoop) {
        if (alive.isEmpty() || (bornStreams < streams && (crashLoop || random.nextInt(4) == 0))) {
            String born = newName();
            alive.add(born);
            world.enter(born, topic());
        }
        if (alive.size() > (crashLoop ? 1 : 2)) {
            String dead = alive.remove(random.nextInt(alive.size()));
            while (random.nextInt(5) > 0 && !world.underway(dead).isEmpty()) {
                place(world.arrive(dead));
            }
            watchingNames(() -> log.died(dead));
            while (!world.underway(dead).isEmpty()) {
                place(world.arrive(dead));
            }
        }
    }

    private void letTimePass() {
        int dice = random.nextInt(50);
        pass(Duration.ofMillis(random.nextInt(dice == 0 ? 15_000 : dice < 10 ? 2_000 : 300)));
        if (random.nextInt(3) > 0) {
            log.sweep();
            noteForgotten();
        }
    }

    private void pass(Duration duration) {
        ticker.advance(duration);
        clock.advance(duration);
    }

    private void read() {
        readers.get(random.nextInt(readers.size())).read(random.nextInt(1, 40));
    }

    private void take() {
        switch (random.nextInt(3)) {
            case 0 -> cursors.add(new ModelWorld.Taken(log.position(), world.logSeen()));
            case 1 -> cursors.add(readers.get(random.nextInt(readers.size())).taken());
            default -> takeElsewhere(clock.instant().getEpochSecond());
        }
    }

    /** A node that has all that entered anywhere hands out a cursor, by a clock that is fast or slow. */
    private void takeElsewhere(long nowSeconds) {
        if (!clockJumps) {
            long stamp = nowSeconds + random.nextInt(-SKEW_SECONDS, SKEW_SECONDS + 1);
            cursors.add(new ModelWorld.Taken(new Cursor(world.named(world.allSeen()), stamp), world.allSeen()));
        }
    }

    private void resume() {
        if (cursors.isEmpty()) {
            return;
        }
        int youngest = cursors.size() - 1;
        ModelWorld.Taken since = cursors.get(Math.max(0, youngest - random.nextInt(random.nextBoolean() ? 4 : 30)));
        List<TopicPattern> patterns = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            patterns.add(PATTERNS.get(random.nextInt(PATTERNS.size())));
        }
        long upTo = readers.get(random.nextInt(readers.size())).offset();
        ModelClient client = new ModelClient(world, since, patterns, log.replay(patterns, since.cursor(), upTo));
        if (!folding) {
            client.checkToldExactly(log, reasonForAll(since.cursor()));
        }
        clients.add(client);
        replays++;
    }

    private @Nullable GapReason reasonForAll(Cursor since) {
        long stamp = since.stampSeconds();
        long margin = since.seen(node) > completeSinceSeq ? 0 : SKEW_SECONDS;
        if (stamp <= completeSince + margin || stamp > now() + SKEW_SECONDS) {
            return GapReason.UNPROVEN;
        }
        if (now() - stamp > CURSOR_AGE.toSeconds()) {
            return GapReason.TOO_OLD;
        }
        boolean lost = world.all.stream()
                .anyMatch(one -> one.fate == ModelWorld.Fate.LOST
                        && !world.forgotten.contains(one.id.node())
                        && one.id.seq() > since.seen(one.id.node()));
        return lost ? GapReason.LOST : null;
    }

    private void goOn() {
        if (clients.isEmpty()) {
            return;
        }
        ModelClient client = clients.get(random.nextInt(clients.size()));
        if (random.nextInt(4) == 0) {
            client.extend(Math.max(
                    client.replay.upTo(),
                    readers.get(random.nextInt(readers.size())).offset()));
        } else {
            client.next(random.nextInt(1, 6));
        }
        if (client.done && random.nextBoolean()) {
            finish(client);
            clients.remove(client);
        }
    }

    private void finish(ModelClient client) {
        while (!client.done) {
            client.next(random.nextInt(1, 6));
        }
        client.check();
        if (client.isToldInVain()) {
            toldInVain++;
        }
    }

    /** In the end nothing is held of what nobody can ask for. */
    private void age() {
        readers.forEach(ModelReader::close);
        pass(Duration.ofSeconds(21));
        log.sweep();
        assertEquals(0, log.bytes());

        clock.advance(Duration.ofDays(1));
        log.sweep();
        assertEquals(0, log.topicCount());
    }

    int replays() {
        return replays;
    }

    int toldInVain() {
        return toldInVain;
    }
}
