package org.fanfare.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.fanfare.testkit.FakeConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The states of a session's writes: at most one is under way, and none that waits is forgotten. */
class SessionTest {
    private static final OutboxLimits LIMITS = new OutboxLimits(1_000, 1 << 20, 1 << 10, Duration.ofSeconds(1));

    private final List<String> calls = new ArrayList<>();
    private final Session.Owner owner = new Session.Owner() {
        @Override
        public void writable(Session writable) {
            calls.add("writable");
        }

        @Override
        public void broken(Session broken, Throwable failure) {
            calls.add("broken " + failure.getMessage());
        }
    };
    private final Session session = session(owner);

    private static Session session(Session.Owner owner) {
        return new Session("id", owner, Transport.WEBSOCKET, FakeConnection.webSocket(), null, LIMITS, 0);
    }

    @Test
    void aWriteThatEndsWithNothingWaitingCallsNobody() {
        assertTrue(session.beginWrite(7));
        assertTrue(session.isWriting());
        assertEquals(7, session.writeStartedNanos());

        session.done(null);

        assertFalse(session.isWriting());
        assertEquals(List.of(), calls);
        assertTrue(session.beginWrite(8));
    }

    @Test
    void aWriteThatEndsWhileMoreWaitsCallsOnce() {
        session.beginWrite(7);
        assertFalse(session.beginWrite(8));
        assertFalse(session.beginWrite(9));

        session.done(null);

        assertEquals(List.of("writable"), calls);
        assertEquals(7, session.writeStartedNanos());
        assertTrue(session.beginWrite(10));
    }

    @Test
    void aFailedWriteBreaksTheSession() {
        session.beginWrite(7);

        session.done(new IOException("gone"));

        assertEquals(List.of("broken gone"), calls);
    }

    @Test
    void aSessionEndsOnce() {
        assertTrue(session.markClosed());
        assertFalse(session.markClosed());
        assertTrue(session.isClosed());
    }

    @Test
    void countsWhatHasNoAnswerYet() {
        session.asked();
        session.asked();
        session.answered(1);
        session.answered(0);

        assertEquals(1, session.unanswered());
    }

    @Test
    void anAnonymousPublisherIsItsSession() {
        assertEquals("~id", session.publisher());
        Session named = new Session("id", owner, Transport.SSE, FakeConnection.eventStream(), "ann", LIMITS, 0);
        assertEquals("ann", named.publisher());
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    /** A shard by hand: writes what waits, and takes up what completions posted. */
    private static final class Writer implements Session.Owner {
        private final LinkedBlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
        private final List<Long> written = new ArrayList<>();
        private final Executor completions;
        private final Session session = session(this);

        Writer(Executor completions) {
            this.completions = completions;
        }

        @Override
        public void writable(Session writable) {
            mailbox.add(this::flush);
        }

        @Override
        public void broken(Session broken, Throwable failure) {
            throw new AssertionError(failure);
        }

        void offer(long number) {
            session.outbox().offer(Frame.answer(Frame.Kind.ANSWER, Long.toString(number), null));
        }

        void flush() {
            while (!session.outbox().isEmpty() && session.beginWrite(0)) {
                session.outbox().take(null).frames().forEach(frame -> written.add(Long.parseLong(frame.text())));
                completions.execute(() -> session.done(null));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void allThatIsOfferedLeavesHoweverWritesEnd(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Runnable> underway = new ArrayList<>();
        Writer writer = new Writer(completion -> {
            if (random.nextBoolean()) {
                completion.run();
            } else {
                underway.add(completion);
            }
        });
        long offered = 0;

        while (offered < 200 || !underway.isEmpty() || !writer.mailbox.isEmpty()) {
            int chance = random.nextInt(3);
            if (chance == 0 && offered < 200) {
                writer.offer(offered++);
                if (random.nextBoolean()) {
                    writer.flush();
                }
            } else if (chance == 1 && !underway.isEmpty()) {
                assertEquals(1, underway.size(), "writes under way");
                underway.remove(0).run();
            } else if (!writer.mailbox.isEmpty()) {
                writer.mailbox.remove().run();
            }
        }
        writer.flush();
        underway.forEach(Runnable::run);
        writer.mailbox.forEach(Runnable::run);

        assertEquals(LongStream.range(0, 200).boxed().toList(), writer.written);
    }

    @Test
    @Timeout(30)
    void allThatIsOfferedLeavesThoughAnotherThreadEndsTheWrites() throws InterruptedException {
        ExecutorService other = Executors.newSingleThreadExecutor();
        Writer writer = new Writer(other);
        int count = 20_000;

        for (long number = 0; number < count; number++) {
            writer.offer(number);
            writer.flush();
            if (number % 500 == 0) {
                CountDownLatch idle = new CountDownLatch(1);
                other.execute(idle::countDown);
                idle.await();
            }
            for (Runnable task = writer.mailbox.poll(); task != null; task = writer.mailbox.poll()) {
                task.run();
            }
        }
        while (writer.written.size() < count) {
            Runnable task = writer.mailbox.poll(10, TimeUnit.SECONDS);
            assertTrue(task != null, "a wake-up was lost");
            task.run();
        }
        other.shutdown();

        assertEquals(LongStream.range(0, count).boxed().toList(), writer.written);
    }
}
