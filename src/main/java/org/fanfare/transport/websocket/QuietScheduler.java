package org.fanfare.transport.websocket;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler of a Tyrus session, less the tasks without a delay. At each message that comes or goes Tyrus schedules its idle
 * timer anew, also where the idle timeout is 0, which stands for none: then after 0 ms, to find that there is nothing to do. On a managed
 * scheduler that costs more than all the rest of a message. With a timeout there is a delay, and it works as ever. Thread-safe.
 */
record QuietScheduler(ScheduledExecutorService container) implements InvocationHandler {
    private static final ScheduledFuture<?> DONE = new Done();

    /** A scheduler that passes everything on but tasks without a delay, which it never runs. */
    static ScheduledExecutorService over(ScheduledExecutorService container) {
        return (ScheduledExecutorService) Proxy.newProxyInstance(
                QuietScheduler.class.getClassLoader(),
                new Class<?>[] {ScheduledExecutorService.class},
                new QuietScheduler(container));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
        if (args != null && method.getName().equals("schedule") && (Long) args[1] <= 0) {
            return DONE;
        }
        try {
            return method.invoke(container, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** What a task that had nothing to do leaves behind. */
    private static final class Done implements ScheduledFuture<@Nullable Object> {
        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(0, other.getDelay(TimeUnit.NANOSECONDS));
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            return false;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public boolean isDone() {
            return true;
        }

        @Override
        public @Nullable Object get() {
            return null;
        }

        @Override
        public @Nullable Object get(long timeout, TimeUnit unit) {
            return null;
        }
    }
}
