package org.fanfare.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** A schedule of chance: what is disturbed, when, and for how long. Each seed disturbs in few ways of many. */
final class SimChaos {
    private static final int MAX_CLIENTS = 8;
    private static final long LONG_MILLIS = 7_000;
    private static final long SETTLED_MILLIS = SimSettings.settleTime().toMillis();

    /** The ways to disturb. */
    enum Way {
        SENDS_FAIL,
        SENDS_UNSURE,
        SENDS_VANISH,
        DROPS,
        DOUBLES,
        LATE,
        SLOW,
        HOLD,
        CUT,
        DEAF,
        MUTE,
        DROP_SUBSCRIPTION,
        PAUSE_TOPIC,
        RESTART_BROKER,
        STOP,
        STOP_LONG,
        KILL,
        KILL_ALL_BUT_ONE,
        LEAVE,
        START,
        CRASH_LOOP
    }

    private record Undo(long atMillis, Runnable action) {}

    private final SimWorld world;
    private final SplittableRandom random;
    private final Set<Way> ways = EnumSet.noneOf(Way.class);
    private final List<Undo> undos = new ArrayList<>();
    private final int perThousandSteps;
    private final int skewMillis;
    private final int mostNodes;
    private int started;

    SimChaos(SimWorld world, SplittableRandom random) {
        this.world = world;
        this.random = random;
        Way[] all = Way.values();
        for (int i = random.nextInt(4); i >= 0; i--) {
            Way way = all[random.nextInt(all.length)];
            if (way != Way.STOP_LONG || random.nextInt(8) == 0) {
                ways.add(way);
            }
        }
        this.perThousandSteps = 3 + random.nextInt(40);
        this.skewMillis = random.nextInt(3) == 0 ? 900 : 0;
        this.mostNodes = 2 + random.nextInt(4);
    }

    Set<Way> ways() {
        return ways;
    }

    void start() {
        world.start(
                String.valueOf((char) ('a' + started++ % 26)),
                skewMillis == 0 ? 0 : random.nextInt(-skewMillis, skewMillis));
    }

    int mostNodes() {
        return mostNodes;
    }

    /** Lets time pass, with disturbances. */
    void pass(long millis) {
        long until = world.millis() + millis;
        while (world.millis() < until) {
            if (random.nextInt(200) == 0 && world.clients().size() < MAX_CLIENTS) {
                world.follow(random.nextBoolean() ? "market.*" : "news.a");
            }
            if (!ways.isEmpty() && random.nextInt(1_000) < perThousandSteps) {
                disturb();
            }
            world.step();
            undo();
        }
    }

    private void undo() {
        List<Undo> due =
                undos.stream().filter(one -> world.millis() >= one.atMillis()).toList();
        undos.removeAll(due);
        due.forEach(one -> one.action().run());
    }

    private void later(long millis, Runnable action) {
        undos.add(new Undo(world.millis() + millis, action));
    }

    private void disturb() {
        List<SimNode> nodes = world.nodes();
        Way way = List.copyOf(ways).get(random.nextInt(ways.size()));
        if (nodes.isEmpty()) {
            start();
            return;
        }
        SimNode node = nodes.get(random.nextInt(nodes.size()));
        long millis = 100L + random.nextInt(random.nextInt(3) == 0 ? 6_000 : 1_500);
        world.trace(() -> "-- " + way + " " + node + " for " + millis + " ms");
        switch (way) {
            case SENDS_FAIL, SENDS_UNSURE, SENDS_VANISH, DROPS, DOUBLES, LATE, SLOW -> messages(way, millis);
            case HOLD, CUT, DEAF, MUTE, DROP_SUBSCRIPTION, PAUSE_TOPIC, RESTART_BROKER -> way(way, node, millis);
            default -> processes(way, node, millis);
        }
    }

    private void messages(Way way, long millis) {
        SimBroker.Faults faults = world.broker().faults;
        int perThousand = 1 + random.nextInt(400);
        switch (way) {
            case SENDS_FAIL -> faults.failed = perThousand;
            case SENDS_UNSURE -> faults.unsure = perThousand;
            case SENDS_VANISH -> faults.vanished = perThousand;
            case DROPS -> faults.dropped = perThousand;
            case DOUBLES -> faults.doubled = perThousand;
            case LATE -> faults.late = perThousand;
            default -> faults.latencyMillis = 1_500;
        }
        if (way == Way.SENDS_VANISH || way == Way.DROPS) {
            world.history().losesMessages();
        }
        later(millis, faults::clear);
    }

    private void way(Way way, SimNode node, long millis) {
        SimLink link = node.link;
        if (way != Way.HOLD && way != Way.PAUSE_TOPIC) {
            world.history().losesMessages();
        }
        switch (way) {
            case HOLD -> {
                link.hold(true);
                later(millis, () -> link.hold(false));
            }
            case CUT, DEAF, MUTE -> {
                link.cutIn(way != Way.MUTE);
                link.cutOut(way != Way.DEAF);
                later(millis, () -> {
                    link.cutIn(false);
                    link.cutOut(false);
                });
            }
            case DROP_SUBSCRIPTION -> link.dropSubscription();
            case PAUSE_TOPIC -> {
                world.broker().pause(true);
                later(millis, () -> world.broker().pause(false));
            }
            default -> {
                world.broker().stop();
                later(millis, world.broker()::start);
            }
        }
        world.excuse();
    }

    private void processes(Way way, SimNode node, long millis) {
        switch (way) {
            case STOP, STOP_LONG -> {
                boolean forLong = way == Way.STOP_LONG;
                if (forLong) {
                    world.history().separatesForLong();
                }
                node.stop(true);
                later(forLong ? SETTLED_MILLIS - 2_000 + random.nextInt(6_000) : millis, () -> node.stop(false));
            }
            case KILL -> killAndStart(node, millis);
            case KILL_ALL_BUT_ONE ->
                List.copyOf(world.nodes()).stream().skip(1).forEach(one -> killAndStart(one, millis));
            case LEAVE -> {
                if (!node.isLeaving() && !node.isStopped() && world.nodes().size() > 1) {
                    node.leave();
                    later(millis, this::start);
                }
            }
            case CRASH_LOOP -> {
                killAndStart(node, 300);
                for (int i = 1; i < 5; i++) {
                    later(i * 900L, this::killYoungest);
                }
            }
            default -> {
                if (world.nodes().size() < mostNodes) {
                    start();
                }
            }
        }
    }

    private void killAndStart(SimNode node, long millis) {
        if (world.nodes().size() > 1 && world.nodes().contains(node)) {
            world.kill(node);
            later(millis, this::start);
        }
    }

    private void killYoungest() {
        List<SimNode> nodes = world.nodes();
        if (!nodes.isEmpty()) {
            killAndStart(nodes.get(nodes.size() - 1), 300);
        }
    }

    /** Undoes all that still disturbs; what stands still for long does so to its end. */
    void heal() {
        world.trace(() -> "-- nothing more is disturbed");
        while (undos.stream().anyMatch(undo -> undo.atMillis() - world.millis() > LONG_MILLIS)) {
            world.step();
            undo();
        }
        world.trace(() -> "-- all is healed");
        while (!undos.isEmpty()) {
            undos.sort(Comparator.comparingLong(Undo::atMillis));
            undos.remove(0).action().run();
        }
        world.broker().faults.clear();
    }
}
