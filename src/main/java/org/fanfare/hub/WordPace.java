package org.fanfare.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fanfare.event.Ticker;
import org.fanfare.topic.Topic;

/** Holds each sender's ephemeral words in a room apart. Holds those of one interval only, and so many. Thread-safe. */
final class WordPace {
    private record Sender(Topic topic, String handle) {}

    private static final int MAX_SENDERS = 100_000;

    private final long intervalNanos;
    private final Ticker ticker;

    @GuardedBy("this")
    private final Map<Sender, Long> lastNanos = new LinkedHashMap<>();

    WordPace(Duration interval, Ticker ticker) {
        this.intervalNanos = interval.toNanos();
        this.ticker = ticker;
    }

    /** Takes up a word: how many nanoseconds it comes too early, 0 if it may go. */
    synchronized long earlyNanos(Topic topic, String handle) {
        long now = ticker.nanos();
        Sender sender = new Sender(topic, handle);
        Long last = lastNanos.get(sender);
        if (last != null && now - last < intervalNanos) {
            return intervalNanos - (now - last);
        }
        forgetOld(now);
        lastNanos.remove(sender);
        lastNanos.put(sender, now);
        return 0;
    }

    @GuardedBy("this")
    private void forgetOld(long now) {
        Iterator<Long> oldest = lastNanos.values().iterator();
        while (oldest.hasNext()) {
            if (now - oldest.next() < intervalNanos && lastNanos.size() < MAX_SENDERS) {
                return;
            }
            oldest.remove();
        }
    }

    synchronized int size() {
        return lastNanos.size();
    }
}
