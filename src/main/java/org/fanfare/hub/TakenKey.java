package org.fanfare.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.jspecify.annotations.Nullable;

/**
 * One key of a publish, who waits for the publish's outcome, and that outcome (R15). Thread-safe; tells those who wait outside of its
 * lock.
 */
final class TakenKey {
    /** When to ask again for what waits for somebody else. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private static final int MAX_WAITING = 64;

    /** What one who publishes with the key has to do. */
    enum Next {
        /** Publish: nobody did. */
        PUBLISH,
        /** Ask what became of the event. */
        ASK,
        /** Nothing: it is told with the first. */
        WAIT,
        /** Answer what is known. */
        ANSWER
    }

    /**
     * What joining came to.
     *
     * @param known what is known already, or null
     */
    record Joined(TakenKey key, Next next, @Nullable PublishOutcome known) {}

    private enum State {
        /** No event has the key, and nobody publishes one. */
        VACANT,
        /** Somebody publishes, or asks, and others may wait for that. */
        PENDING,
        /** An event that entered here has the key; whether it is kept is open. */
        OPEN,
        KEPT,
        TOO_LARGE
    }

    private final long atNanos;

    @GuardedBy("this")
    private byte[] digest;

    @GuardedBy("this")
    private State state = State.VACANT;

    @GuardedBy("this")
    private @Nullable EventId id;

    @GuardedBy("this")
    private long timestampMillis;

    @GuardedBy("this")
    private List<Consumer<PublishOutcome>> waiting = List.of();

    TakenKey(byte[] digest, long atNanos) {
        this.digest = digest;
        this.atNanos = atNanos;
    }

    /**
     * What another node knows.
     *
     * @param nowMillis the time of now by the wall clock
     */
    static TakenKey restored(KnownKey known, long nowNanos, long nowMillis) {
        TakenKey restored = new TakenKey(known.digest(), nowNanos - TimeUnit.MILLISECONDS.toNanos(known.ageMillis()));
        restored.keptAs(known.id(), nowMillis - known.ageMillis());
        return restored;
    }

    private synchronized void keptAs(EventId event, long atMillis) {
        id = event;
        timestampMillis = atMillis;
        state = State.KEPT;
    }

    /**
     * Joins those who publish with this key.
     *
     * @param wanted the digest of what is published
     * @param done told once, unless there is an answer already
     */
    synchronized Joined join(byte[] wanted, Consumer<PublishOutcome> done) {
        PublishOutcome known = known(wanted);
        if (known != null) {
            return new Joined(this, Next.ANSWER, known);
        }
        Next next = switch (state) {
            case VACANT -> Next.PUBLISH;
            case OPEN -> Next.ASK;
            default -> Next.WAIT;
        };
        if (state != State.PENDING) {
            state = State.PENDING;
            waiting = new ArrayList<>(1);
        }
        waiting.add(done);
        return new Joined(this, next, null);
    }

    /** What can be answered at once, or null. */
    @GuardedBy("this")
    private @Nullable PublishOutcome known(byte[] wanted) {
        EventId event = id;
        if (!Arrays.equals(digest, wanted)) {
            return new PublishOutcome.Conflict();
        } else if (state == State.KEPT && event != null) {
            return new PublishOutcome.Published(event, true);
        } else if (state == State.TOO_LARGE) {
            return new PublishOutcome.TooLarge();
        } else if (state == State.PENDING && waiting.size() >= MAX_WAITING) {
            return new PublishOutcome.Unavailable(RETRY_AFTER);
        }
        return null;
    }

    /** An event takes the key. */
    synchronized void takenBy(Event event, byte[] itsDigest, boolean kept) {
        id = event.id();
        timestampMillis = event.timestampMillis();
        digest = itsDigest;
        if (kept) {
            state = State.KEPT;
        } else if (state == State.VACANT) {
            state = State.OPEN;
        }
    }

    /**
     * Tells all who wait what became of the publish, the first as it is, the others as of a repetition. If an event of another node
     * took the key meanwhile, all are told of that one.
     *
     * @param wanted the digest of what they published
     */
    void settle(PublishOutcome outcome, byte[] wanted) {
        List<Consumer<PublishOutcome>> told;
        PublishOutcome first;
        synchronized (this) {
            told = waiting;
            waiting = List.of();
            first = settled(outcome, wanted);
        }
        PublishOutcome repeated = KeyedPublishes.repeated(first);
        for (int i = 0; i < told.size(); i++) {
            told.get(i).accept(i == 0 ? first : repeated);
        }
    }

    @GuardedBy("this")
    private PublishOutcome settled(PublishOutcome outcome, byte[] wanted) {
        EventId event = id;
        if (state == State.KEPT && event != null) {
            boolean other = !(outcome instanceof PublishOutcome.Published own
                    && own.id().equals(event));
            if (!Arrays.equals(digest, wanted)) {
                return outcome instanceof PublishOutcome.Published ? outcome : new PublishOutcome.Conflict();
            }
            return other ? new PublishOutcome.Published(event, true) : outcome;
        }
        if (outcome instanceof PublishOutcome.Published published) {
            id = published.id();
            state = State.KEPT;
        } else if (outcome instanceof PublishOutcome.TooLarge && event != null) {
            state = State.TOO_LARGE;
        } else {
            state = event == null ? State.VACANT : State.OPEN;
        }
        return outcome;
    }

    /** Whether no event has it. */
    synchronized boolean isVacant() {
        return id == null;
    }

    /** Whether no event has it, and nobody publishes one. */
    synchronized boolean isUnused() {
        return id == null && state == State.VACANT;
    }

    /** Whether its event was refused as too large: no other node has that. */
    synchronized boolean isRefused() {
        return state == State.TOO_LARGE;
    }

    /** Whether another event has it, one that entered at about the same time. */
    synchronized boolean isOfAnother(Event event, long withinMillis) {
        return id != null
                && !id.equals(event.id())
                && Math.abs(event.timestampMillis() - timestampMillis) <= withinMillis;
    }

    synchronized @Nullable EventId id() {
        return id;
    }

    synchronized byte[] digest() {
        return digest;
    }

    long ageNanos(long nowNanos) {
        return nowNanos - atNanos;
    }

    long ageMillis(long nowNanos) {
        return TimeUnit.NANOSECONDS.toMillis(ageNanos(nowNanos));
    }
}
