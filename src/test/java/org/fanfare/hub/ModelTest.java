package org.fanfare.hub;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The promise against a naive model: no silent loss, nothing twice, in the order of its origin, whatever a client was doing. */
class ModelTest {
    private static final int FOLLOWERS = 6;
    private static final int SUBSCRIBERS = 3;
    private static final int STEPS = 150;

    static LongStream seeds() {
        return LongStream.range(0, 400);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsSaidArrivesOnceInOrderOrIsWithinAGap(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ModelWorld world = new ModelWorld(random);
        List<Follower> followers = new ArrayList<>();
        for (int i = 0; i < FOLLOWERS; i++) {
            followers.add(new Follower(world, random));
        }

        for (int i = 0; i < STEPS; i++) {
            world.step();
            followers.get(random.nextInt(FOLLOWERS)).step();
            followers.get(random.nextInt(FOLLOWERS)).step();
        }
        world.node().turn();
        followers.forEach(Follower::catchUp);

        followers.forEach(Follower::check);
        assertTrue(world.node().holdsNothing());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void subscriptionsThatOverlapBringEachEventOnceOrAGap(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ModelWorld world = new ModelWorld(random);
        List<Subscriber> subscribers = new ArrayList<>();
        for (int i = 0; i < SUBSCRIBERS; i++) {
            subscribers.add(new Subscriber(world, random));
        }

        for (int i = 0; i < STEPS; i++) {
            world.step();
            Subscriber subscriber = subscribers.get(random.nextInt(SUBSCRIBERS));
            if (!subscriber.isOver()) {
                subscriber.step();
            }
        }
        world.node().turn();
        subscribers.forEach(Subscriber::finish);

        subscribers.forEach(Subscriber::check);
        assertTrue(world.node().holdsNothing());
    }
}
