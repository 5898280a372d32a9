package org.fanfare.backplane.jms;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.fanfare.event.Ticker;
import org.fanfare.hub.BackplaneException;
import org.jspecify.annotations.Nullable;

/** Sends to the topic through one connection, which it keeps until it fails. Thread-safe; one message at a time. */
final class TopicSender {
    private static final List<String> TOO_LARGE = List.of(
            "too large",
            "bigger than",
            "maximum message size",
            "exceeds the single message size limit",
            "larger than the destination individual message",
            "larger than the individual message limit");

    /** A failed attempt to connect is dear; those in between fail without one. */
    private static final int LEAST_PAUSE_MILLIS = 100;

    private static final int MOST_PAUSE_MILLIS = 1_000;

    private final JmsObjects objects;
    private final Duration timeToLive;
    private final Ticker ticker;
    private final Backoff backoff = new Backoff(LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS, new SplittableRandom());

    @GuardedBy("this")
    private @Nullable Line line;

    /** No attempt to connect before this time of the ticker. */
    @GuardedBy("this")
    private long connectAt;

    @GuardedBy("this")
    private boolean outage;

    @GuardedBy("this")
    private boolean closed;

    /** An open connection. */
    private record Line(JMSContext context, JMSProducer producer) {}

    TopicSender(JmsObjects objects, Duration timeToLive, Ticker ticker) {
        this.objects = objects;
        this.timeToLive = timeToLive;
        this.ticker = ticker;
        connectAt = ticker.nanos();
    }

    synchronized void send(byte[] body) throws BackplaneException {
        try {
            Line open = open();
            BytesMessage message = open.context.createBytesMessage();
            message.writeBytes(body);
            open.producer.send(objects.topic(), message);
            tellRecovery();
        } catch (JMSException | RuntimeException e) {
            drop();
            boolean refused = isTooLarge(e);
            tellOutage(e, refused);
            throw new BackplaneException("not sent: " + e.getMessage(), refused, e);
        }
    }

    synchronized void close() {
        closed = true;
        drop();
    }

    @GuardedBy("this")
    private Line open() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        if (line == null) {
            JMSContext context = connect();
            JMSProducer producer = context.createProducer()
                    .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                    .setTimeToLive(timeToLive.toMillis())
                    .setDisableMessageID(true)
                    .setDisableMessageTimestamp(true);
            line = new Line(context, producer);
        }
        return line;
    }

    @GuardedBy("this")
    private JMSContext connect() {
        if (ticker.nanos() - connectAt < 0) {
            throw new IllegalStateException("not connected");
        }
        connectAt = ticker.nanos() + TimeUnit.MILLISECONDS.toNanos(backoff.nextMillis());
        JMSContext context = objects.connectSender();
        backoff.reset();
        return context;
    }

    @GuardedBy("this")
    private void drop() {
        Line open = line;
        line = null;
        if (open == null) {
            return;
        }
        try {
            open.context.close();
        } catch (RuntimeException alreadyBroken) {
            // It is thrown away because it failed; there is nothing more to lose.
        }
    }

    @GuardedBy("this")
    private void tellOutage(Exception fault, boolean refused) {
        if (!outage && !closed && !refused) {
            outage = true;
            JmsLog.cannotSend(fault);
        }
    }

    @GuardedBy("this")
    private void tellRecovery() {
        if (outage) {
            outage = false;
            JmsLog.sendsAgain();
        }
    }

    /** Jakarta Messaging has no type or code for this; brokers say it in words. */
    static boolean isTooLarge(Throwable fault) {
        int depth = 0;
        for (Throwable cause = fault; cause != null && depth < 10; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (TOO_LARGE.stream().anyMatch(text::contains)) {
                return true;
            }
            depth++;
        }
        return false;
    }
}
