package org.fanfare.bench.floor;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * One topic and its listeners on the three transports.
 *
 * <p>Publishes of one topic are serial (guarded by {@code sending}), as order demands; listeners come and go concurrently, and none waits for
 * a publish to end.
 */
final class FloorTopic {
    /** How many past messages a poll can still fetch. */
    private static final int KEPT_MESSAGES = 256;

    /** Sends that failed, on any transport. */
    static final LongAdder FAILURES = new LongAdder();

    private final String name;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final Object sending = new Object();

    @GuardedBy("this")
    private final ArrayDeque<String> kept = new ArrayDeque<>();

    @GuardedBy("this")
    private List<Listener> polls = new ArrayList<>();

    @GuardedBy("this")
    private long last;

    FloorTopic(String name) {
        this.name = name;
    }

    /** What listens: given every message once, in order, by one thread at a time. */
    interface Listener {
        void send(FloorMessage message);
    }

    void add(Listener listener) {
        listeners.add(listener);
    }

    void remove(Listener listener) {
        listeners.remove(listener);
    }

    void publish(String payload) {
        synchronized (sending) {
            FloorMessage message;
            List<Listener> waiting;
            synchronized (this) {
                message = new FloorMessage(name, ++last, payload);
                kept.addLast(message.json());
                if (kept.size() > KEPT_MESSAGES) {
                    kept.removeFirst();
                }
                waiting = polls;
                polls = new ArrayList<>();
            }
            listeners.forEach(listener -> listener.send(message));
            waiting.forEach(poll -> poll.send(message));
        }
    }

    /** The number of the last message. */
    synchronized long last() {
        return last;
    }

    /**
     * Keeps a poll that has seen everything for the next message, or returns the answer for one that has not.
     *
     * @param since the number of the last message that the client has seen
     * @return the answer to give at once; empty when the poll waits
     */
    synchronized String waitOrAnswer(long since, Listener poll) {
        if (since >= last) {
            polls.add(poll);
            return "";
        }
        long first = last - kept.size() + 1;
        var missed = kept.stream().skip(Math.max(0, since + 1 - first)).toList();
        return FloorMessage.pollAnswer(last, String.join(",", missed));
    }
}
