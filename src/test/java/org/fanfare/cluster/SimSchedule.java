package org.fanfare.cluster;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** One simulated life of a cluster, all of whose chances come from a seed: it begins, is disturbed, heals, and is checked. */
final class SimSchedule {
    private static final Duration QUIET_WITHIN = Duration.ofMinutes(2);
    private static final Duration AGREED_WITHIN = Duration.ofSeconds(30);
    private static final List<String[]> WISHES =
            List.of(new String[] {"market.*"}, new String[] {"**"}, new String[] {"news.a", "market.b"}, new String[] {
                "market.a"
            });

    private final SplittableRandom random;
    private final SimWorld world;
    private final SimChaos chaos;
    private final SimCheck check;

    SimSchedule(long seed, boolean traces) {
        this.random = new SplittableRandom(seed);
        this.world = new SimWorld(random.nextLong(), SimSettings.some(random), traces);
        this.chaos = new SimChaos(world, random.split());
        this.check = new SimCheck(world);
    }

    SimWorld world() {
        return world;
    }

    /** Plays it, and checks what must be true in the end. */
    void play() {
        world.trace(() -> "ways: " + chaos.ways() + ", " + world.settings());
        begin();
        world.publishing(10 + random.nextInt(40));
        world.presence().moving(random.nextInt(3) == 0 ? 0 : 5 + random.nextInt(60));
        world.pass(1_000);
        chaos.pass(4_000 + random.nextInt(12_000));
        chaos.heal();
        world.pass(1_000);
        world.publishing(0);
        world.presence().moving(0);
        world.until("quiet", QUIET_WITHIN.toMillis(), check::isQuiet);
        world.until("agreed on who is there", AGREED_WITHIN.toMillis(), world.presence()::isAgreed);
        world.presence().check();
        world.catchUp();
        check.all();
    }

    private void begin() {
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            chaos.start();
            world.pass(random.nextInt(800));
        }
        world.until("quiet", 10_000, check::isQuiet);
        world.pass(2 * SimSettings.SKEW.toMillis() + 1_000);
        WISHES.forEach(world::follow);
    }
}
