package org.fanfare.hub;

import java.time.Duration;
import java.util.Map;
import org.fanfare.presence.Sitting;
import org.fanfare.protocol.Names;
import org.fanfare.room.MemberToken;
import org.fanfare.session.Frame;
import org.fanfare.session.Membership;
import org.fanfare.session.Session;
import org.fanfare.session.Subscription;
import org.fanfare.session.Transport;
import org.fanfare.topic.Topic;
import org.fanfare.topic.TopicIndex;
import org.fanfare.topic.TopicPattern;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that a shard's sessions are members of, and the topics on which they are seen because they subscribe to them. Used by one
 * shard.
 */
final class Memberships {
    private final Core core;
    private final Shard shard;
    private final TopicIndex<Subscription> index;
    private final PresenceDesk desk;
    private final Seats seats;

    Memberships(Core core, Shard shard, TopicIndex<Subscription> index, PresenceDesk desk, Seats seats) {
        this.core = core;
        this.shard = shard;
        this.index = index;
        this.desk = desk;
        this.seats = seats;
    }

    /**
     * Makes a session a member from here on, live. Its seat was taken before, once more if it is a member already.
     *
     * @return false if the session has ended meanwhile: then it is none
     */
    boolean join(Session session, Topic topic, String handle, String user) {
        if (session.isClosed() || session.isLeaving()) {
            giveBack(session, topic, handle);
            return false;
        }
        Membership before = session.member(topic);
        if (before != null && before.handle().equals(handle)) {
            giveBack(session, topic, handle);
            return true;
        }
        leave(session, topic, Duration.ZERO);
        Map<String, Long> ahead = Ahead.furthest(session);
        Map<String, Long> begin = Ahead.raised(shard.position().snapshot(), ahead);
        TopicPattern pattern = TopicPattern.of(topic);
        Subscription live = new Subscription(session, pattern, null, begin, ahead);
        session.join(new Membership(topic, handle, user, live));
        index.add(pattern, null, live);
        shard.watches().join(session, topic, user);
        if (!ahead.isEmpty()) {
            session.hasAhead(true);
        }
        return true;
    }

    /** Gives up a seat that was taken for a session which did not become a member by that. */
    void giveBack(Session session, Topic topic, String handle) {
        seats.leave(topic, handle, grace(session));
    }

    /** Makes a stream or poll that of a member over HTTP, in those of its rooms of which it is one. */
    void attend(Session session, Entrance entrance) {
        String token = entrance.member();
        if (token == null || entrance.first() == null || MemberToken.parse(token) == null) {
            return;
        }
        for (TopicPattern pattern : entrance.first().topics()) {
            if (pattern.isExact() && Names.isRoom(pattern.topic())) {
                attend(session, pattern.topic(), token);
            }
        }
    }

    private void attend(Session session, Topic topic, String token) {
        Sitting sitting = desk.sitting(topic, token);
        if (sitting == null || !desk.attend(topic, token)) {
            return;
        }
        session.join(new Membership(topic, token, sitting.user(), null));
        if (session.transport() == Transport.SSE) {
            shard.watches().join(session, topic, sitting.user());
        }
    }

    /** Leaves a room, if the session is a member of it; the member is waited for. */
    void leave(Session session, Topic topic, Duration grace) {
        Membership was = end(session, topic);
        if (was != null && was.live() != null) {
            seats.leave(topic, was.handle(), grace);
        }
    }

    /**
     * Leaves a room, if the session is a member of it.
     *
     * @param done told once that is announced; it only passes that on
     */
    void leave(Session session, Topic topic, Runnable done) {
        Membership was = end(session, topic);
        if (was != null && was.live() != null) {
            seats.leave(topic, was.handle(), done);
        } else {
            done.run();
        }
    }

    private @Nullable Membership end(Session session, Topic topic) {
        Membership was = session.leaveRoom(topic);
        if (was != null) {
            shard.watches().leave(session, topic, was.user());
            Subscription live = was.live();
            if (live == null) {
                desk.release(topic, was.handle());
            } else {
                index.remove(live.pattern(), null, live);
            }
        }
        return was;
    }

    /** Takes up that a member may have been made to leave: then the session is a member no longer, and is told. */
    void letGo(Session session, Topic topic, String notice) {
        Membership member = session.member(topic);
        if (member != null && desk.sitting(topic, member.handle()) == null) {
            leave(session, topic, Duration.ZERO);
            shard.offer(session, Frame.of(Frame.Kind.ROOM_LEFT, notice, null));
        }
    }

    /** Leaves all rooms: the session ends, or gets no events any more. */
    void drop(Session session) {
        for (Topic topic : session.rooms().keySet()) {
            leave(session, topic, grace(session));
        }
    }

    /** How long a member is waited for: not at all if it is anonymous and closed its connection itself. */
    private Duration grace(Session session) {
        boolean gone = session.user() == null && session.hasLeftByItself();
        return gone ? Duration.ZERO : core.presence().grace();
    }

    /** Lets a session be seen on a topic to which it subscribes, where presence is on. */
    void sit(Session session, TopicPattern pattern) {
        if (isSeen(session, pattern)) {
            Arriving who = new Arriving(
                    pattern.topic(),
                    session.id(),
                    session.publisher(),
                    null,
                    Integer.MAX_VALUE,
                    Arriving.Stay.UNTIL_DEPARTED);
            desk.arrive(who, arrival -> {});
        }
    }

    /**
     * Lets a session be seen on a topic no longer.
     *
     * @param ended whether that is because the session ended, and may come back if its user is known
     */
    void rise(Session session, TopicPattern pattern, boolean ended) {
        if (isSeen(session, pattern)) {
            Duration grace = ended && session.user() != null ? core.presence().grace() : Duration.ZERO;
            desk.depart(pattern.topic(), session.id(), grace);
        }
    }

    /** Rooms are joined, not subscribed to; a poll comes and goes all the time. */
    private boolean isSeen(Session session, TopicPattern pattern) {
        return session.transport() != Transport.POLL
                && pattern.isExact()
                && !pattern.matchesNamespace(Names.ROOMS)
                && core.presence().isOn(pattern.topic());
    }
}
