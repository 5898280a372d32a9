package org.fanfare.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.Publication;
import org.fanfare.event.PublishKey;
import org.fanfare.event.Ticker;
import org.fanfare.topic.Topic;

/**
 * Knows which keys of publishes were taken, by events of any node, and what became of those that entered here (R15). Bounded in
 * number and age. Thread-safe; calls nothing of others while it is locked.
 */
final class PublishKeys {
    private static final int DIGEST_BYTES = 16;

    private final KeyLimits limits;
    private final Ticker ticker;

    @GuardedBy("this")
    private final Map<Scoped, TakenKey> taken = new LinkedHashMap<>();

    /** The scope of a key is its publisher and topic. */
    private record Scoped(Topic topic, PublishKey key) {}

    PublishKeys(KeyLimits limits, Ticker ticker) {
        this.limits = limits;
        this.ticker = ticker;
    }

    /**
     * Joins those who publish with a key, of whom one publishes.
     *
     * @param digest of the publication
     * @param done told once, unless there is an answer already
     */
    synchronized TakenKey.Joined join(
            Publication publication, PublishKey key, byte[] digest, Consumer<PublishOutcome> done) {
        long now = ticker.nanos();
        expire(now);
        Scoped scoped = new Scoped(publication.topic(), key);
        TakenKey known = taken.get(scoped);
        if (known == null) {
            known = new TakenKey(digest, now);
            put(scoped, known);
        }
        return known.join(digest, done);
    }

    /** Forgets a key that no event took and that nobody publishes with any more. */
    synchronized void release(Publication publication, PublishKey key, TakenKey released) {
        if (released.isUnused()) {
            taken.remove(new Scoped(publication.topic(), key), released);
        }
    }

    /**
     * Whether an event is to be hidden, because another said the same with its key at about the same time. One that entered much later
     * found the key forgotten, though it may be known here still; and what says something else is nobody's repetition.
     */
    synchronized boolean isSecond(Event event, PublishKey key) {
        TakenKey known = taken.get(new Scoped(event.topic(), key));
        return known != null
                && known.isOfAnother(event, limits.maxAge().toMillis() / 2)
                && Arrays.equals(known.digest(), digest(event.publication()));
    }

    /**
     * Notes the event that takes a key.
     *
     * @param kept whether the cluster is known to keep it: it came from another node
     */
    synchronized void note(Event event, PublishKey key, boolean kept) {
        long now = ticker.nanos();
        expire(now);
        Scoped scoped = new Scoped(event.topic(), key);
        TakenKey known = taken.get(scoped);
        if (known != null && known.isVacant()) {
            known.takenBy(event, kept ? digest(event.publication()) : known.digest(), kept);
            return;
        }
        byte[] digest = digest(event.publication());
        TakenKey fresh = new TakenKey(digest, now);
        fresh.takenBy(event, digest, kept);
        taken.remove(scoped);
        put(scoped, fresh);
    }

    /** All keys that an event in the log took, the oldest first: whoever takes over the log has that event. */
    synchronized List<KnownKey> known() {
        long now = ticker.nanos();
        expire(now);
        List<KnownKey> known = new ArrayList<>(taken.size());
        taken.forEach((scoped, one) -> {
            EventId id = one.id();
            if (id != null && !one.isRefused()) {
                known.add(new KnownKey(scoped.topic(), scoped.key(), id, one.digest(), one.ageMillis(now)));
            }
        });
        return known;
    }

    /**
     * Adds what another node knows, the oldest first. What is known here already stays.
     *
     * @param nowMillis the time of now by the wall clock
     */
    synchronized void restore(List<KnownKey> keys, long nowMillis) {
        long now = ticker.nanos();
        Map<Scoped, TakenKey> newer = new LinkedHashMap<>(taken);
        taken.clear();
        for (KnownKey key : keys) {
            put(new Scoped(key.topic(), key.key()), TakenKey.restored(key, now, nowMillis));
        }
        newer.forEach((scoped, one) -> {
            taken.remove(scoped);
            put(scoped, one);
        });
        expire(now);
    }

    synchronized void clear() {
        taken.clear();
    }

    @GuardedBy("this")
    private void put(Scoped scoped, TakenKey key) {
        Iterator<TakenKey> oldest = taken.values().iterator();
        while (taken.size() >= limits.maxKeys()) {
            oldest.next();
            oldest.remove();
        }
        taken.put(scoped, key);
    }

    @GuardedBy("this")
    private void expire(long now) {
        long maxAgeNanos = limits.maxAge().toNanos();
        Iterator<TakenKey> oldest = taken.values().iterator();
        while (oldest.hasNext() && oldest.next().ageNanos(now) > maxAgeNanos) {
            oldest.remove();
        }
    }

    static byte[] digest(Publication publication) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(publication.payload().getBytes(StandardCharsets.UTF_8));
            String kind = publication.kind();
            if (kind != null) {
                sha.update((byte) '\n');
                sha.update(kind.getBytes(StandardCharsets.UTF_8));
            }
            return Arrays.copyOf(sha.digest(), DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
