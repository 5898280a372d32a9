package org.fanfare.hub;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fanfare.event.Cursor;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.GapReason;
import org.fanfare.log.Entry;
import org.fanfare.log.Replay;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.protocol.ErrorCode;
import org.fanfare.protocol.PayloadFields;
import org.fanfare.protocol.RefusedTopic;
import org.fanfare.session.Frame;
import org.fanfare.session.Membership;
import org.fanfare.session.Session;
import org.fanfare.session.SlowPolicy;
import org.fanfare.session.Subscription;
import org.fanfare.session.Transport;
import org.fanfare.topic.Filter;
import org.fanfare.topic.TopicIndex;
import org.fanfare.topic.TopicPattern;
import org.jspecify.annotations.Nullable;

/**
 * Subscribing, replaying and unsubscribing. A subscription with a replay joins the index only when the replay has caught up with
 * the shard: so nothing lies between the two, and nothing needs to be held back meanwhile. Used by one shard.
 */
final class Subscriptions {
    private static final int TURN_EVENTS = 1024;

    /** Whether the session has an event already, or must not have it. */
    private enum Coverage {
        NONE,
        COVERED,
        /** Its filter was another then, or events were dropped: it may have it, or not. */
        UNKNOWN
    }

    private final Core core;
    private final Shard shard;
    private final TopicIndex<Subscription> index;
    private final Map<Session, Resuming> resuming = new HashMap<>();
    private final PollMemo polls = new PollMemo();

    Subscriptions(Core core, Shard shard, TopicIndex<Subscription> index) {
        this.core = core;
        this.shard = shard;
        this.index = index;
    }

    /** Subscribes a new poll. If another just got the same, it gets the same frames, and is over with them. */
    void poll(Session session, ClientMessage.Subscribe request) {
        if (!session.rooms().isEmpty()) {
            subscribe(session, request);
            return;
        }
        List<Frame> same = polls.framesFor(request, shard.offset());
        if (!same.isEmpty()) {
            same.forEach(frame -> shard.offer(session, frame));
            return;
        }
        subscribe(session, request);
        if (request.since() != null && !resuming.containsKey(session)) {
            polls.keep(request, shard.offset(), session);
        }
    }

    void subscribe(Session session, ClientMessage.Subscribe request) {
        if (session.isClosed() || isTooLate(session, request) || waits(session, request)) {
            return;
        }
        List<TopicPattern> fresh = new ArrayList<>();
        List<TopicPattern> unproven = new ArrayList<>();
        List<RefusedTopic> refused = new ArrayList<>(request.refused());
        for (TopicPattern pattern : request.topics()) {
            Subscription known = session.subscriptions().get(pattern);
            if (known != null) {
                replaceFilter(known, request.filter());
                if (!hasAllSince(known, request.since())) {
                    unproven.add(pattern);
                }
            } else if (session.subscriptions().size() + fresh.size()
                    < core.limits().subscriptions()) {
                fresh.add(pattern);
            } else {
                refused.add(new RefusedTopic(
                        pattern.text(),
                        ErrorCode.LIMIT_EXCEEDED,
                        "at most " + core.limits().subscriptions() + " subscriptions; unsubscribe first"));
            }
        }
        if (refused.size() == request.topics().size() + request.refused().size()) {
            shard.offer(session, Frame.answer(Frame.Kind.ERROR, Messages.refused(request, refused), null));
            return;
        }
        begin(session, request, fresh, refused, unproven);
    }

    /** Events after a goodbye would move the client's cursor past those of the subscriptions that ended with it. */
    private boolean isTooLate(Session session, ClientMessage request) {
        if (session.isLeaving()) {
            String text =
                    Messages.error(request, ErrorCode.UNAVAILABLE, "this node said goodbye; subscribe to another");
            shard.offer(session, Frame.answer(Frame.Kind.ERROR, text, null));
        }
        return session.isLeaving();
    }

    private boolean waits(Session session, ClientMessage request) {
        Resuming before = resuming.get(session);
        if (before == null) {
            return false;
        }
        if (before.waiting.size() < Resuming.MAX_WAITING) {
            before.waiting.add(request);
        } else {
            shard.offer(
                    session,
                    Frame.answer(
                            Frame.Kind.ERROR,
                            Messages.error(
                                    request,
                                    ErrorCode.LIMIT_EXCEEDED,
                                    "too many requests behind a replay; wait for its ack"),
                            null));
        }
        return true;
    }

    /** Whether what is subscribed already brought all past the cursor with which it is subscribed to again. */
    private boolean hasAllSince(Subscription known, @Nullable Cursor since) {
        return since == null
                || (known.coversAllPast(since)
                        && missedUpTo(known.session()).entrySet().stream()
                                .allMatch(part -> part.getValue() <= since.seen(part.getKey())));
    }

    private Map<String, Long> missedUpTo(Session session) {
        return session.missedUpTo(shard.position().snapshot());
    }

    private void begin(
            Session session,
            ClientMessage.Subscribe request,
            List<TopicPattern> fresh,
            List<RefusedTopic> refused,
            List<TopicPattern> unproven) {
        Cursor since = request.since();
        Resuming started;
        if (since != null) {
            Replay replay = core.log().replay(fresh, since, shard.offset());
            started = new Resuming(request, fresh, refused, replay, since, shard.position());
        } else if (request.history() > 0) {
            Replay replay = core.log().replayLatest(fresh, request.history(), shard.offset());
            Cursor now = shard.position().cursor(shard.stampSeconds());
            started = new Resuming(request, fresh, refused, replay, now, shard.position());
        } else {
            activate(session, request, fresh, shard.position().snapshot());
            acknowledge(session, request, refused, null, 0);
            return;
        }
        resuming.put(session, started);
        tellUnproven(session, started, unproven);
        tellLost(session, started, started.replay.lost());
        resume(session);
    }

    private void tellLost(Session session, Resuming replaying, List<Replay.Lost> lost) {
        for (Replay.Lost one : lost) {
            replaying.lost = true;
            String cursor = replaying.cursor();
            String text = Messages.gap(one.topic().text(), cursor, one.reason());
            shard.offer(session, Frame.of(Frame.Kind.GAP, text, cursor));
        }
    }

    private void tellUnproven(Session session, Resuming replaying, List<TopicPattern> patterns) {
        tellLost(
                session,
                replaying,
                patterns.stream()
                        .map(pattern -> new Replay.Lost(pattern, GapReason.UNPROVEN))
                        .toList());
    }

    /** Goes on with a session's replay, as far as its outbox has room, and not for too long. */
    void resume(Session session) {
        Resuming replaying = resuming.isEmpty() ? null : resuming.get(session);
        for (int looked = 0; replaying != null && isReady(session); looked++) {
            Entry next = replaying.peek();
            if (looked == TURN_EVENTS) {
                goOnLater(session, replaying);
                break;
            } else if (next != null) {
                if (!replay(session, replaying, next)) {
                    break;
                }
                replaying.advance();
            } else if (!replaying.isLast()) {
                tellLost(session, replaying, replaying.fetch(session.outbox().replayRoom()));
            } else if (replaying.replay.upTo() < shard.offset()) {
                replaying.extend(shard.offset());
            } else {
                finish(session, replaying);
                replaying = resuming.get(session);
            }
        }
        if (replaying != null) {
            replaying.putBack();
        }
    }

    private static boolean isReady(Session session) {
        return !session.isClosed() && session.outbox().hasReplayRoom();
    }

    private void goOnLater(Session session, Resuming replaying) {
        if (!replaying.goesOnLater) {
            replaying.goesOnLater = true;
            shard.post(() -> {
                replaying.goesOnLater = false;
                resume(session);
            });
        }
    }

    /** Takes up the next event of a replay; false if it has to wait for room. */
    private boolean replay(Session session, Resuming replaying, Entry entry) {
        Event event = entry.event();
        if (event == null) {
            return true;
        }
        Membership member = EventFrames.member(session, event);
        boolean hidden = !passes(replaying.request.filter(), event) || isOwn(session, member, event);
        Coverage coverage = hidden ? Coverage.COVERED : coverage(session, event);
        SlowPolicy policy = replayPolicy(event);
        Frame frame = member == null ? EventFrames.data(event, null, policy) : EventFrames.word(event, null, policy);
        if (coverage == Coverage.NONE && !session.outbox().fits(frame)) {
            return false;
        }
        replaying.reached(event.id());
        if (coverage == Coverage.UNKNOWN) {
            tellUnproven(session, replaying, replaying.leaveOut(event));
        } else if (coverage == Coverage.NONE) {
            boolean handsOut = session.connection().needsCursors() || policy == SlowPolicy.DROP_OLDEST;
            replaying.replayed++;
            shard.offer(session, handsOut ? frame.withCursor(replaying.cursor()) : frame);
        }
        return true;
    }

    /** Whether the sender's own stream or poll reads it: over a WebSocket, it gets its own in a replay, and knows its id. */
    private static boolean isOwn(Session session, @Nullable Membership member, Event event) {
        return member != null && session.transport() != Transport.WEBSOCKET && EventFrames.isOwn(member, event);
    }

    /** What is replayed conflates nothing: what waits may be newer. */
    private SlowPolicy replayPolicy(Event event) {
        SlowPolicy policy = core.slow().of(event.topic());
        return policy == SlowPolicy.CONFLATE ? SlowPolicy.DISCONNECT : policy;
    }

    private static boolean passes(@Nullable Filter filter, Event event) {
        return filter == null || filter.isEmpty() || filter.matches(PayloadFields.of(event.payload()));
    }

    /** Whether another subscription of the session brings the event, or brought it (R10). */
    private Coverage coverage(Session session, Event event) {
        EventId id = event.id();
        Coverage coverage = Coverage.NONE;
        for (Subscription other : session.bringers()) {
            if (!other.pattern().matches(event.topic()) || !other.covers(id)) {
                continue;
            }
            if (!other.isProven(id) || id.seq() <= missedUpTo(session).getOrDefault(id.node(), 0L)) {
                coverage = Coverage.UNKNOWN;
            } else if (passes(other.filter(), event)) {
                return Coverage.COVERED;
            }
        }
        return coverage;
    }

    private void finish(Session session, Resuming replaying) {
        resuming.remove(session);
        Cursor since = replaying.request.since();
        activate(session, replaying.request, replaying.fresh, replaying.begin());
        replaying.fresh.forEach(pattern -> leftOut(session.subscriptions().get(pattern), replaying));
        Boolean recovered = since == null ? null : !replaying.lost;
        acknowledge(session, replaying.request, replaying.refused, recovered, replaying.replayed);
        for (ClientMessage next = replaying.waiting.poll(); next != null; next = replaying.waiting.poll()) {
            Resuming again = resuming.get(session);
            if (again != null) {
                again.waiting.add(next);
            } else if (next instanceof ClientMessage.Subscribe subscribe) {
                subscribe(session, subscribe);
            } else if (next instanceof ClientMessage.Unsubscribe unsubscribe) {
                unsubscribe(session, unsubscribe);
            }
        }
    }

    private static void leftOut(@Nullable Subscription begun, Resuming replaying) {
        if (begun != null) {
            begun.leftOut(replaying.leftOut());
        }
    }

    private void activate(
            Session session, ClientMessage.Subscribe request, List<TopicPattern> patterns, Map<String, Long> from) {
        Cursor since = request.since();
        Map<String, Long> ahead = since == null ? Ahead.furthest(session) : Ahead.parts(since, shard.position());
        Map<String, Long> begin = Ahead.raised(from, ahead);
        for (TopicPattern pattern : patterns) {
            Subscription subscription = new Subscription(session, pattern, request.filter(), begin, ahead);
            session.subscriptions().put(pattern, subscription);
            index.add(pattern, request.filter(), subscription);
            shard.memberships().sit(session, pattern);
        }
        if (!ahead.isEmpty() && !patterns.isEmpty()) {
            session.hasAhead(true);
        }
    }

    /** The ack that ends a replay; over HTTP only its place and cursor count. */
    private void acknowledge(
            Session session,
            ClientMessage.Subscribe request,
            List<RefusedTopic> refused,
            @Nullable Boolean recovered,
            int replayed) {
        String cursor = shard.cursorOf(session);
        boolean reads = session.transport() == Transport.WEBSOCKET;
        String text = reads ? Messages.subscribed(request, refused, cursor, recovered, replayed) : "";
        shard.offer(session, Frame.answer(Frame.Kind.ACK, text, cursor));
    }

    private void replaceFilter(Subscription known, Filter filter) {
        if (filter.equals(known.filter())) {
            return;
        }
        index.remove(known.pattern(), known.filter(), known);
        known.replaceFilter(filter, shard.position().snapshot());
        index.add(known.pattern(), filter, known);
    }

    void unsubscribe(Session session, ClientMessage.Unsubscribe request) {
        if (session.isClosed() || waits(session, request)) {
            return;
        }
        List<TopicPattern> patterns =
                request.topics().isEmpty() ? List.copyOf(session.subscriptions().keySet()) : request.topics();
        for (TopicPattern pattern : patterns) {
            Subscription known = session.subscriptions().remove(pattern);
            if (known != null) {
                index.remove(pattern, known.filter(), known);
                shard.memberships().rise(session, pattern, false);
            }
        }
        shard.offer(session, Frame.answer(Frame.Kind.ACK, Messages.unsubscribed(request), null));
    }

    /** The replay from a cursor that a session has under way, or null. */
    @Nullable
    Resuming replaySince(Session session) {
        Resuming replaying = resuming.isEmpty() ? null : resuming.get(session);
        return replaying != null && replaying.hasSince() ? replaying : null;
    }

    /** Whether nobody is subscribed or has a replay under way. */
    boolean holdsNothing() {
        return index.isEmpty() && resuming.isEmpty();
    }

    /** Whether a replay that waits keeps entries of the log in memory. */
    boolean holdsEntries() {
        return resuming.values().stream().anyMatch(Resuming::holdsAny);
    }

    /** Forgets all of a session. */
    void drop(Session session) {
        resuming.remove(session);
        for (Subscription subscription : session.subscriptions().values()) {
            index.remove(subscription.pattern(), subscription.filter(), subscription);
            shard.memberships().rise(session, subscription.pattern(), true);
        }
        session.subscriptions().clear();
    }
}
