package org.fanfare.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.fanfare.testkit.FakeConnection;
import org.junit.jupiter.api.Test;

/** Who is connected. */
class SessionRegistryTest {
    private final SessionRegistry registry = new SessionRegistry();

    private static Session session(String id, FakeConnection connection) {
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
        OutboxLimits limits = new OutboxLimits(4, 1_000, 1_000, Duration.ofSeconds(1));
        return new Session(id, nobody, connection.transport(), connection, null, limits, 0);
    }

    @Test
    void findsAndCountsWhoIsThere() {
        Session socket = session("a", FakeConnection.webSocket());
        Session stream = session("b", FakeConnection.eventStream());
        registry.add(socket);
        registry.add(stream);
        registry.add(socket);

        assertSame(socket, registry.find("a"));
        assertEquals(2, registry.count());
        assertEquals(1, registry.count(Transport.WEBSOCKET));
        assertEquals(1, registry.count(Transport.SSE));
        assertEquals(0, registry.count(Transport.POLL));
        assertEquals(Set.of(socket, stream), Set.copyOf(registry.all()));
    }

    @Test
    void whoWaitsForItToBeEmptyIsWokenByTheLastToLeave() throws Exception {
        Session first = session("a", FakeConnection.webSocket());
        Session last = session("b", FakeConnection.eventStream());
        registry.add(first);
        registry.add(last);
        FutureTask<Boolean> waiting = new FutureTask<>(() -> registry.awaitEmpty(Duration.ofDays(1)));
        Thread waiter = new Thread(waiting);
        waiter.start();

        registry.remove(first);
        assertFalse(waiting.isDone());
        registry.remove(last);

        assertTrue(waiting.get(30, TimeUnit.SECONDS));
    }

    @Test
    void aConnectionThatIsBeingClosedIsWaitedForToo() throws Exception {
        Session last = session("a", FakeConnection.webSocket());
        registry.add(last);
        registry.closeBegins();
        registry.remove(last);
        assertEquals(1, registry.left());
        assertFalse(registry.awaitEmpty(Duration.ofMillis(1)));

        registry.closeEnds();

        assertTrue(registry.awaitEmpty(Duration.ZERO));
    }

    @Test
    void whoWaitsForItToBeEmptyDoesNotWaitForEver() throws Exception {
        registry.add(session("a", FakeConnection.webSocket()));

        assertFalse(registry.awaitEmpty(Duration.ofMillis(1)));
    }

    @Test
    void nobodyWaitsForAnEmptyOne() throws Exception {
        assertTrue(registry.awaitEmpty(Duration.ZERO));
    }

    @Test
    void whoLeavesIsCountedOnce() {
        Session socket = session("a", FakeConnection.webSocket());
        registry.add(socket);

        registry.remove(socket);
        registry.remove(socket);

        assertNull(registry.find("a"));
        assertEquals(0, registry.count());
        assertEquals(0, registry.count(Transport.WEBSOCKET));
        assertEquals(List.of(), registry.all());
    }
}
