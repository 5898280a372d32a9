package org.fanfare.cluster;

import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.Handling;
import org.fanfare.event.Publication;
import org.fanfare.event.PublishKey;
import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/**
 * How an event stands in a message, but for its id: one byte that tells which of the optional parts are there, the topic, the timestamp in
 * 8 bytes, the payload, then those parts in the order of their flags. Any thread.
 */
final class EventFormat {
    /** No event takes less: flags, topic, timestamp, and an empty payload. */
    static final int MIN_BYTES = 1 + 2 + Long.BYTES + 1;

    private static final int KIND = 1;
    private static final int USER = 2;
    private static final int TRACE_ID = 4;
    private static final int CONFLATE_KEY = 8;
    private static final int KEY = 16;
    private static final int HANDLING = 32;
    private static final int ALL = KIND | USER | TRACE_ID | CONFLATE_KEY | KEY | HANDLING;
    private static final int WITH_SENDER = 128;

    private final Topics topics = new Topics();

    static void write(WireWriter out, Event event) {
        Publication publication = event.publication();
        PublishKey key = publication.key();
        Handling handling = publication.handling();
        boolean isData = handling.equals(Handling.DATA);
        out.octet(flag(KIND, publication.kind())
                | flag(USER, publication.user())
                | flag(TRACE_ID, publication.traceId())
                | flag(CONFLATE_KEY, publication.conflateKey())
                | flag(KEY, key)
                | (isData ? 0 : HANDLING));
        out.shortText(publication.topic().name());
        out.fixed64(event.timestampMillis());
        out.text(publication.payload());
        optional(out, publication.kind());
        optional(out, publication.user());
        optional(out, publication.traceId());
        optional(out, publication.conflateKey());
        if (key != null) {
            write(out, key);
        }
        if (!isData) {
            write(out, handling);
        }
    }

    private static void write(WireWriter out, Handling handling) {
        out.octet(code(handling.sort()) | flag(WITH_SENDER, handling.sender()));
        optional(out, handling.sender());
    }

    static void write(WireWriter out, PublishKey key) {
        out.text(key.publisher());
        out.text(key.value());
    }

    private static int code(Handling.Sort sort) {
        return switch (sort) {
            case DATA -> 0;
            case WORD -> 1;
            case EPHEMERAL_WORD -> 2;
            case PRESENCE -> 3;
        };
    }

    private static Handling.Sort sort(int code) {
        return switch (code) {
            case 0 -> Handling.Sort.DATA;
            case 1 -> Handling.Sort.WORD;
            case 2 -> Handling.Sort.EPHEMERAL_WORD;
            case 3 -> Handling.Sort.PRESENCE;
            default -> throw new BrokenMessageException("an unknown sort of event: " + code);
        };
    }

    private static int flag(int flag, @Nullable Object part) {
        return part == null ? 0 : flag;
    }

    private static void optional(WireWriter out, @Nullable String part) {
        if (part != null) {
            out.text(part);
        }
    }

    /**
     * Reads the event that has this id.
     *
     * @throws IllegalArgumentException if there is none
     */
    Event read(WireReader in, EventId id) {
        int flags = in.octet();
        if ((flags & ~ALL) != 0) {
            throw new BrokenMessageException("unknown parts of an event: " + flags);
        }
        Topic topic = topics.read(in);
        long timestampMillis = in.fixed64();
        String payload = in.text();
        String kind = optional(in, flags & KIND);
        String user = optional(in, flags & USER);
        String traceId = optional(in, flags & TRACE_ID);
        String conflateKey = optional(in, flags & CONFLATE_KEY);
        PublishKey key = (flags & KEY) == 0 ? null : readKey(in);
        Handling handling = (flags & HANDLING) == 0 ? Handling.DATA : readHandling(in);
        Publication publication = new Publication(topic, kind, payload, user, traceId, conflateKey, key, handling);
        return new Event(id, publication, timestampMillis);
    }

    private static Handling readHandling(WireReader in) {
        int what = in.octet();
        return new Handling(sort(what & ~WITH_SENDER), optional(in, what & WITH_SENDER));
    }

    static PublishKey readKey(WireReader in) {
        String publisher = in.text();
        return new PublishKey(publisher, in.text());
    }

    /** Reads a topic, which is often one that was read before. */
    Topic readTopic(WireReader in) {
        return topics.read(in);
    }

    private static @Nullable String optional(WireReader in, int flag) {
        return flag == 0 ? null : in.text();
    }
}
