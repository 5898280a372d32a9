package org.fanfare.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the publishes of one publisher in the order in which it sent them: while one waits to learn whether its key was taken
 * elsewhere, those after it wait likewise. Thread-safe.
 */
public final class PublishOrder {

    /** The place of one publish. */
    public final class Turn {
        private volatile @Nullable Runnable task;

        private Turn() {}

        /** Says what is to be done at this place: it is done now, or as soon as all before it is done. Any thread. */
        public void take(Runnable publish) {
            task = publish;
            runDue();
        }
    }

    @GuardedBy("this")
    private @Nullable Queue<Turn> turns;

    @GuardedBy("this")
    private boolean running;

    /** Takes the next place, behind all that wait. */
    public synchronized Turn queue() {
        Queue<Turn> waiting = turns;
        if (waiting == null) {
            waiting = new ArrayDeque<>(2);
            turns = waiting;
        }
        Turn turn = new Turn();
        waiting.add(turn);
        return turn;
    }

    /** Whether a publish waits. */
    public synchronized boolean isWaiting() {
        return turns != null;
    }

    private void runDue() {
        for (Runnable due = nextDue(); due != null; due = nextDue()) {
            try {
                due.run();
            } finally {
                ran();
            }
        }
    }

    private synchronized @Nullable Runnable nextDue() {
        Turn first = turns == null ? null : turns.peek();
        Runnable due = running || first == null ? null : first.task;
        running = running || due != null;
        return due;
    }

    private synchronized void ran() {
        running = false;
        if (turns != null) {
            turns.remove();
            turns = turns.isEmpty() ? null : turns;
        }
    }
}
