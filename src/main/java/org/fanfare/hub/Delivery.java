package org.fanfare.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.fanfare.event.Event;
import org.fanfare.log.Entry;
import org.fanfare.protocol.PayloadFields;
import org.fanfare.session.Frame;
import org.fanfare.session.Membership;
import org.fanfare.session.Session;
import org.fanfare.session.SlowPolicy;
import org.fanfare.session.Subscription;
import org.fanfare.topic.Fields;
import org.fanfare.topic.TopicIndex;
import org.jspecify.annotations.Nullable;

/** Finds who wants an event, and offers it to each of them once. Used by one shard. */
final class Delivery {
    private final Core core;
    private final Shard shard;
    private final TopicIndex<Subscription> index;
    private final Consumer<Subscription> offerCurrent = this::offerCurrent;
    private final Supplier<Fields> payloadOfCurrent = this::payloadOfCurrent;
    private final List<Session> tooSlow = new ArrayList<>();
    private @Nullable Entry current;
    private @Nullable Frame currentFrame;
    private @Nullable Frame currentWord;
    private long offered;

    Delivery(Core core, Shard shard, TopicIndex<Subscription> index) {
        this.core = core;
        this.shard = shard;
        this.index = index;
    }

    /** How many frames were offered so far. */
    long offered() {
        return offered;
    }

    /** Offers an event at which the shard's position stands. */
    void deliver(Entry entry, Event event) {
        current = entry;
        currentFrame = null;
        currentWord = null;
        try {
            index.match(event.topic(), payloadOfCurrent, offerCurrent);
        } finally {
            current = null;
            endTooSlow();
        }
    }

    /** Ends those who were too slow: not before the match is over, because they leave the index. */
    private void endTooSlow() {
        tooSlow.forEach(shard::endTooSlow);
        tooSlow.clear();
    }

    private Fields payloadOfCurrent() {
        Entry entry = current;
        Event event = entry == null ? null : entry.event();
        return event == null ? Fields.NONE : PayloadFields.of(event.payload());
    }

    private void offerCurrent(Subscription subscription) {
        Session session = subscription.session();
        Entry entry = current;
        Event event = entry == null ? null : entry.event();
        if (entry == null || event == null || session.isClosed() || subscription.isSeen(event.id())) {
            return;
        }
        if (session.firstOffer(entry.offset())) {
            Membership member = EventFrames.member(session, event);
            if (member == null) {
                offer(session, own(session, entry, frame(entry)));
            } else if (!EventFrames.isOwn(member, event)) {
                offer(session, own(session, entry, word(entry, event)));
            }
        }
    }

    /** The frame for a session: one with a part ahead has that in its cursor, and no other. */
    private Frame own(Session session, Entry entry, Frame shared) {
        if (!session.hasAhead()) {
            return shared;
        }
        return session.connection().needsCursors() || shared.policy() == SlowPolicy.DROP_OLDEST
                ? shared.withCursor(Ahead.cursor(session, shard.position(), entry.stampSeconds()))
                : shared;
    }

    private void offer(Session session, Frame frame) {
        offered++;
        if (!shard.tryOffer(session, frame)) {
            tooSlow.add(session);
        }
    }

    private Frame word(Entry entry, Event event) {
        Frame frame = currentWord;
        if (frame == null) {
            String cursor = shard.position().text(entry.stampSeconds());
            frame = EventFrames.word(event, cursor, core.slow().of(event.topic()));
            currentWord = frame;
        }
        return frame;
    }

    private Frame frame(Entry entry) {
        Frame frame = currentFrame;
        Event event = entry.event();
        if (frame == null && event != null) {
            String cursor = shard.position().text(entry.stampSeconds());
            frame = EventFrames.data(event, cursor, core.slow().of(event.topic()));
            currentFrame = frame;
        }
        if (frame == null) {
            throw new IllegalStateException("no event at " + entry.offset());
        }
        return frame;
    }
}
