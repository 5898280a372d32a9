package org.fanfare.backplane.jms;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.fanfare.event.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Subscribes to the topic on one thread, and again after each failure, until it is closed. A loop around {@code receive} instead of
 * a listener: Jakarta Messaging 3.1, section 12.2 allows no listeners in a web application, and the pool of a message-driven bean
 * loses the order of a topic.
 */
final class TopicReceiver {
    /** How soon a request to close or to renew is noticed. */
    private static final int RECEIVE_MILLIS = 250;

    private static final int LEAST_PAUSE_MILLIS = 100;
    private static final int MOST_PAUSE_MILLIS = 2_000;
    private static final int CLOSE_MILLIS = 5_000;
    private static final long MOST_BYTES = 64L << 20;
    private static final long FOREIGN_LOG_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final JmsObjects objects;
    private final Ticker ticker;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final LongAdder foreign = new LongAdder();
    private volatile boolean subscribed;
    private final AtomicInteger subscriptions = new AtomicInteger();
    private volatile boolean renewing;

    // Used by the receiving thread alone.
    private boolean outage;
    private long foreignTold;
    private long foreignToldAt;

    @GuardedBy("this")
    private @Nullable Thread thread;

    TopicReceiver(JmsObjects objects, Ticker ticker) {
        this.objects = objects;
        this.ticker = ticker;
        foreignToldAt = ticker.nanos() - FOREIGN_LOG_NANOS;
    }

    synchronized void start(ThreadFactory threads, Consumer<byte[]> taker) {
        if (thread != null) {
            throw new IllegalStateException("started before");
        }
        thread = threads.newThread(() -> run(taker));
        thread.start();
    }

    void renew() {
        renewing = true;
    }

    /** How often it has subscribed. */
    int subscriptions() {
        return subscriptions.get();
    }

    boolean isSubscribed() {
        return subscribed;
    }

    long foreignMessages() {
        return foreign.sum();
    }

    synchronized void close() {
        closed.countDown();
        if (thread == null) {
            return;
        }
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            thread.interrupt();
            JmsLog.receiverStays();
        }
    }

    private void run(Consumer<byte[]> taker) {
        var backoff = new Backoff(LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS, ThreadLocalRandom.current());
        int pauseMillis = 0;
        while (!isClosedAfter(pauseMillis)) {
            pauseMillis = 0;
            try (JMSContext context = objects.connectReceiver()) {
                receive(context, taker, backoff);
            } catch (JMSException | RuntimeException e) {
                pauseMillis = backoff.nextMillis();
                tellOutage(e);
            } finally {
                subscribed = false;
            }
        }
    }

    /** Returns when it is to close or to subscribe anew. */
    private void receive(JMSContext context, Consumer<byte[]> taker, Backoff backoff) throws JMSException {
        renewing = false;
        JMSConsumer consumer = context.createConsumer(objects.topic());
        subscriptions.incrementAndGet();
        subscribed = true;
        outage = false;
        JmsLog.subscribed(objects.topic().getTopicName());
        while (!isClosedAfter(0)) {
            if (renewing) {
                JmsLog.renewing();
                return;
            }
            // Takes at once what is there; receiveNoWait would ask an Artemis broker each time that nothing is.
            Message message = consumer.receive(RECEIVE_MILLIS);
            if (message != null) {
                take(message, taker);
            }
            backoff.reset();
        }
    }

    private void take(Message message, Consumer<byte[]> taker) throws JMSException {
        if (message instanceof BytesMessage bytes && bytes.getBodyLength() <= MOST_BYTES) {
            byte[] body = new byte[(int) bytes.getBodyLength()];
            bytes.readBytes(body);
            hand(body, taker);
        } else {
            foreign.increment();
        }
        tellForeign();
    }

    private static void hand(byte[] body, Consumer<byte[]> taker) {
        try {
            taker.accept(body);
        } catch (RuntimeException e) {
            JmsLog.takerFailed(e);
        }
    }

    private void tellForeign() throws JMSException {
        long count = foreign.sum();
        if (count == foreignTold) {
            return;
        }
        long now = ticker.nanos();
        if (now - foreignToldAt >= FOREIGN_LOG_NANOS) {
            JmsLog.foreignMessages(count - foreignTold, objects.topic().getTopicName());
            foreignTold = count;
            foreignToldAt = now;
        }
    }

    private void tellOutage(Exception fault) {
        if (!outage && !isClosedAfter(0)) {
            outage = true;
            JmsLog.disconnected(fault);
        }
    }

    private boolean isClosedAfter(int millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
