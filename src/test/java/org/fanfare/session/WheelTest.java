package org.fanfare.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.fanfare.testkit.FakeConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The coarse timer of a shard. */
class WheelTest {
    private final Wheel wheel = new Wheel();

    private static Session session(String id) {
        OutboxLimits limits = new OutboxLimits(4, 1_000, 1_000, Duration.ofSeconds(1));
        Session.Owner nobody = new Session.Owner() {
            @Override
            public void writable(Session session) {
                throw new AssertionError();
            }

            @Override
            public void broken(Session session, Throwable failure) {
                throw new AssertionError();
            }
        };
        return new Session(id, nobody, Transport.WEBSOCKET, FakeConnection.webSocket(), null, limits, 0);
    }

    /** After how many seconds a session is called up, up to so many. */
    private List<Integer> calledUp(int seconds) {
        List<Integer> calls = new ArrayList<>();
        for (int second = 1; second <= seconds; second++) {
            int now = second;
            wheel.advance(session -> calls.add(now));
        }
        return calls;
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "25, 25", "63, 63", "0, 1", "-5, 1", "64, 63", "1000, 63"})
    void aSessionIsCalledUpOnceAtItsTime(int seconds, int expected) {
        wheel.schedule(session("a"), seconds);

        assertEquals(List.of(expected), calledUp(200));
    }

    @Test
    void aTimeSetAnewVoidsTheOneBefore() {
        Session session = session("a");
        wheel.schedule(session, 5);
        wheel.schedule(session, 9);

        assertEquals(List.of(9), calledUp(100));
    }

    @Test
    void whoIsCancelledIsNotCalledUp() {
        Session first = session("a");
        Session second = session("b");
        Session third = session("c");
        for (Session each : List.of(first, second, third)) {
            wheel.schedule(each, 3);
        }

        wheel.cancel(second);
        wheel.cancel(second);
        List<String> called = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            wheel.advance(session -> called.add(session.id()));
        }

        assertEquals(Set.of("a", "c"), new HashSet<>(called));
        assertEquals(2, called.size());
    }

    @Test
    void whoIsCalledUpMayCancelOthersAndComeAgain() {
        Session first = session("a");
        Session second = session("b");
        wheel.schedule(second, 1);
        wheel.schedule(first, 1);
        List<String> called = new ArrayList<>();

        for (int i = 0; i < 3; i++) {
            wheel.advance(session -> {
                called.add(session.id());
                wheel.cancel(second);
                wheel.schedule(session, 2);
            });
        }

        assertEquals(List.of("a", "a"), called);
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void callsUpAsATableOfTimesSays(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Session> sessions =
                LongStream.range(0, 20).mapToObj(i -> session("s" + i)).toList();
        Map<Session, Integer> times = new HashMap<>();
        for (int now = 0; now < 300; now++) {
            for (int i = random.nextInt(4); i > 0; i--) {
                Session session = sessions.get(random.nextInt(sessions.size()));
                if (random.nextInt(4) == 0) {
                    wheel.cancel(session);
                    times.remove(session);
                } else {
                    int seconds = 1 + random.nextInt(Wheel.MAX_SECONDS);
                    wheel.schedule(session, seconds);
                    times.put(session, now + seconds);
                }
            }
            Set<Session> expected = new HashSet<>();
            int next = now + 1;
            times.forEach((session, time) -> {
                if (time == next) {
                    expected.add(session);
                }
            });
            times.keySet().removeAll(expected);
            Set<Session> called = new HashSet<>();
            wheel.advance(called::add);

            assertEquals(expected, called);
        }
    }
}
