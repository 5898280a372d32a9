package org.fanfare.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * Those who wait until this node has taken all that was said before they asked (R15): a beat that is made after they asked has come
 * back, and nothing is missing that is known of. Guarded by the member.
 */
final class CatchUps {
    private static final int MAX_WAITING = 10_000;

    private record Waiting(long beat, Consumer<Boolean> done, long deadlineNanos) {}

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Consumer<Runnable> afterwards;
    private long heardBeat;

    CatchUps(Consumer<Runnable> afterwards) {
        this.afterwards = afterwards;
    }

    /**
     * Waits.
     *
     * @param beat the number of the next beat that is made
     */
    void add(long beat, Consumer<Boolean> done, long deadlineNanos) {
        if (waiting.size() >= MAX_WAITING) {
            afterwards.accept(() -> done.accept(false));
        } else {
            waiting.add(new Waiting(beat, done, deadlineNanos));
        }
    }

    void heardBeat(long number) {
        heardBeat = Math.max(heardBeat, number);
    }

    /** Answers whom it can. */
    void review(boolean mayLackSome, long nowNanos) {
        while (!mayLackSome && !waiting.isEmpty() && waiting.element().beat() <= heardBeat) {
            tell(waiting.remove(), true);
        }
        for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
            Waiting one = all.next();
            if (nowNanos - one.deadlineNanos() < 0) {
                return;
            }
            all.remove();
            tell(one, false);
        }
    }

    void abandon() {
        waiting.forEach(one -> tell(one, false));
        waiting.clear();
    }

    private void tell(Waiting one, boolean caughtUp) {
        afterwards.accept(() -> one.done().accept(caughtUp));
    }
}
