package org.fanfare.presence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the other nodes are still to be told of the sittings of this one. Guarded by {@link OwnPresence}. */
final class Untold {
    private static final int MAX_WORDS = 10_000;
    private static final int CHARS_BESIDE_TEXTS = 48;

    /**
     * What is announced together.
     *
     * @param come those that nobody knew of before
     * @param gone those that nobody knows of any more
     * @param waiting tell those who wait for it
     */
    record Batch(List<Change> changes, List<OwnSitting> come, List<OwnSitting> gone, List<Runnable> waiting) {
        Batch() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    private final Deque<OwnSitting> queue = new ArrayDeque<>();
    private final Deque<Change> words = new ArrayDeque<>();
    private @Nullable Deque<OwnSitting> renewal;
    private boolean renewalAsked;
    private int known;

    /** A sitting is another than was announced, or somebody waits for it. */
    void add(OwnSitting own) {
        if (!own.queued) {
            own.queued = true;
            queue.add(own);
        }
    }

    /** Adds what is said once; past a bound it is not. */
    void add(Change word) {
        if (words.size() < MAX_WORDS) {
            words.add(word);
        }
    }

    /** All that is known is to be announced anew; once, however often that is asked meanwhile. */
    void renew() {
        renewalAsked = true;
    }

    /** Nobody knows anything any more. */
    void clear() {
        words.clear();
        renewal = null;
        renewalAsked = false;
        known = 0;
    }

    boolean isEmpty() {
        return queue.isEmpty() && words.isEmpty() && renewal == null && !renewalAsked;
    }

    Batch next(int maxChanges, int maxChars, Collection<OwnSitting> all) {
        Batch batch = new Batch();
        int chars = 0;
        for (int steps = 0; steps < maxChanges && chars < maxChars && !isEmpty(); steps++) {
            Change change = nextChange(batch, all);
            if (change != null) {
                batch.changes().add(change);
                chars += chars(change);
            }
        }
        return batch;
    }

    private @Nullable Change nextChange(Batch batch, Collection<OwnSitting> all) {
        OwnSitting own = queue.poll();
        if (own != null) {
            return announce(own, batch);
        }
        if (!words.isEmpty()) {
            return words.remove();
        }
        Deque<OwnSitting> left = renewal;
        if (left == null) {
            renewalAsked = false;
            renewal = new ArrayDeque<>(all);
            return new Change.Renewal(true, 0);
        }
        OwnSitting next = left.poll();
        if (next == null) {
            renewal = null;
            return new Change.Renewal(false, known);
        }
        return next.announced == null ? null : new Change.Here(next.announced);
    }

    /** A sitting's change since it was announced, null if there is none. */
    private @Nullable Change announce(OwnSitting own, Batch batch) {
        own.queued = false;
        Sitting now = own.here ? own.sitting : null;
        Sitting before = own.announced;
        for (Consumer<@Nullable Sitting> done : own.takeWaiting()) {
            batch.waiting().add(() -> done.accept(now));
        }
        own.announced = now;
        if (now != null) {
            if (before == null) {
                known++;
                batch.come().add(own);
            }
            return now.equals(before) ? null : new Change.Here(now);
        }
        if (before != null) {
            known--;
            batch.gone().add(own);
            return new Change.Gone(before.topic(), before.handle());
        }
        return null;
    }

    private static int chars(Change change) {
        if (change instanceof Change.Here here) {
            Sitting sitting = here.sitting();
            String metadata = sitting.metadata();
            return CHARS_BESIDE_TEXTS
                    + sitting.topic().name().length()
                    + sitting.handle().length()
                    + sitting.user().length()
                    + (metadata == null ? 0 : metadata.length());
        }
        return CHARS_BESIDE_TEXTS;
    }
}
