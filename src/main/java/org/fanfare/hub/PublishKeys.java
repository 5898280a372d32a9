package org.fanfare.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.Publication;
import org.fanfare.event.PublishKey;
import org.fanfare.event.Ticker;
import org.fanfare.topic.Topic;

/**
 * Knows which publishes with a key were taken, so that their repetition is not sent twice (R15). Bounded in number and age.
 * Thread-safe.
 */
final class PublishKeys {
    private static final int DIGEST_BYTES = 16;

    /** The scope of a key is its publisher and topic. */
    private record Scoped(Topic topic, PublishKey key) {}

    private record Taken(EventId id, String digest, long atNanos) {}

    private final int maxKeys;
    private final long maxAgeNanos;
    private final Ticker ticker;

    @GuardedBy("this")
    private final Map<Scoped, Taken> taken = new LinkedHashMap<>();

    PublishKeys(int maxKeys, Duration maxAge, Ticker ticker) {
        this.maxKeys = maxKeys;
        this.maxAgeNanos = maxAge.toNanos();
        this.ticker = ticker;
    }

    /**
     * Publishes unless the key was taken.
     *
     * @param publish called while the table is locked, so that of two with the same key only one is published
     */
    synchronized PublishOutcome publishOnce(
            Publication publication, PublishKey key, Function<Publication, Event> publish) {
        long now = ticker.nanos();
        expire(now);
        Scoped scoped = new Scoped(publication.topic(), key);
        String digest = digest(publication);
        Taken before = taken.get(scoped);
        if (before == null) {
            makeRoom();
            Event event = publish.apply(publication);
            taken.put(scoped, new Taken(event.id(), digest, now));
            return new PublishOutcome.Published(event.id(), false);
        }
        return before.digest().equals(digest)
                ? new PublishOutcome.Published(before.id(), true)
                : new PublishOutcome.Conflict();
    }

    @GuardedBy("this")
    private void expire(long now) {
        Iterator<Taken> oldest = taken.values().iterator();
        while (oldest.hasNext() && now - oldest.next().atNanos() > maxAgeNanos) {
            oldest.remove();
        }
    }

    @GuardedBy("this")
    private void makeRoom() {
        Iterator<Taken> oldest = taken.values().iterator();
        while (taken.size() >= maxKeys) {
            oldest.next();
            oldest.remove();
        }
    }

    private static String digest(Publication publication) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(publication.payload().getBytes(StandardCharsets.UTF_8));
            String kind = publication.kind();
            if (kind != null) {
                sha.update((byte) '\n');
                sha.update(kind.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(sha.digest(), 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
