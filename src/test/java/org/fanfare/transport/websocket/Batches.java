package org.fanfare.transport.websocket;

import java.time.Duration;
import org.fanfare.session.Batch;
import org.fanfare.session.Frame;
import org.fanfare.session.Outbox;
import org.fanfare.session.OutboxLimits;

/** Makes batches. */
final class Batches {
    private static final int PLENTY = 1 << 24;

    private Batches() {}

    /** A batch of answers with these texts. */
    static Batch of(String... texts) {
        Outbox outbox = new Outbox(new OutboxLimits(16, PLENTY, PLENTY, Duration.ofSeconds(1)));
        for (String text : texts) {
            outbox.offer(Frame.answer(Frame.Kind.ANSWER, text, null));
        }
        return outbox.take(null);
    }
}
