package org.fanfare.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.fanfare.event.Event;
import org.fanfare.log.Entry;
import org.fanfare.protocol.DataText;
import org.fanfare.protocol.PayloadFields;
import org.fanfare.session.Frame;
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
            offer(session, session.hasAhead() ? ownFrame(session, entry) : frame(entry));
        }
    }

    /** The frame for a session with a part ahead, which is in its cursor and in no other's. */
    private Frame ownFrame(Session session, Entry entry) {
        Frame shared = frame(entry);
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

    private Frame frame(Entry entry) {
        Frame frame = currentFrame;
        Event event = entry.event();
        if (frame == null && event != null) {
            String cursor = shard.position().text(entry.stampSeconds());
            frame = Frame.of(
                    event, event.wireText(DataText::of), cursor, core.slow().of(event.topic()));
            currentFrame = frame;
        }
        if (frame == null) {
            throw new IllegalStateException("no event at " + entry.offset());
        }
        return frame;
    }
}
