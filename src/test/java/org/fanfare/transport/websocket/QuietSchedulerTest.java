package org.fanfare.transport.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The scheduler that spares a Tyrus session its idle timer. */
class QuietSchedulerTest {
    private final ScheduledThreadPoolExecutor container = new ScheduledThreadPoolExecutor(1);
    private final ScheduledExecutorService quiet = QuietScheduler.over(container);

    @AfterEach
    void stop() {
        container.shutdownNow();
    }

    @Test
    void aTaskWithoutADelayIsNeverScheduled() {
        ScheduledFuture<?> task = quiet.schedule(() -> {}, 0, TimeUnit.MILLISECONDS);

        assertEquals(0, container.getPoolSize());
        assertTrue(task.isDone());
        assertFalse(task.cancel(true));
        assertFalse(task.isCancelled());
    }

    @Test
    void allElseIsTheContainersBusiness() {
        ScheduledFuture<?> idle = quiet.schedule(() -> {}, 1, TimeUnit.HOURS);
        ScheduledFuture<?> beat = quiet.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.HOURS);

        assertEquals(2, container.getQueue().size());
        assertTrue(idle.cancel(false));
        assertTrue(beat.cancel(false));
        quiet.shutdown();
        assertTrue(container.isShutdown());
        assertThrows(RejectedExecutionException.class, () -> quiet.execute(() -> {}));
    }
}
