package org.fanfare.hub;

import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.fanfare.event.Handling;
import org.fanfare.event.Publication;
import org.fanfare.presence.Member;
import org.fanfare.presence.Roll;
import org.fanfare.presence.Sitting;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.protocol.ErrorCode;
import org.fanfare.protocol.Names;
import org.fanfare.protocol.PresenceMessage;
import org.fanfare.protocol.PresenceMessage.Person;
import org.fanfare.protocol.ProtocolException;
import org.fanfare.room.Joiners;
import org.fanfare.room.MemberToken;
import org.fanfare.room.RoomRules;
import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/** The use cases of rooms and presence that need no connection: join, leave, speak, look who is there. Thread-safe. */
public final class Rooms {
    /** Most members that one answer lists. */
    private static final int LISTED = 1000;

    private static final int LISTED_BYTES = 128 * 1024;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Hub hub;
    private final Core core;
    private final PresenceDesk desk;
    private final WordPace pace;

    Rooms(Hub hub, Core core, PresenceDesk desk) {
        this.hub = hub;
        this.core = core;
        this.desk = desk;
        this.pace = new WordPace(core.rooms().ephemeralInterval(), core.ticker());
    }

    /** A new member's token. */
    static MemberToken freshToken() {
        byte[] random = new byte[MemberToken.RANDOM_BYTES];
        RANDOM.nextBytes(random);
        return MemberToken.of(random);
    }

    /** The name of whoever has a token: the user, or an anonymous one's. */
    static String nameOf(@Nullable String user, MemberToken token) {
        return user == null ? "~" + token.name() : user;
    }

    /** What members may say. */
    public Set<String> words() {
        return core.rooms().words();
    }

    /** Most members of a room. */
    public int capacity() {
        return core.rooms().capacity();
    }

    /** How many members a room has. */
    public int count(String room) {
        return desk.count(Names.roomTopic(room));
    }

    /**
     * Joins over HTTP: it is a member for as long as it streams or polls, or comes again by this.
     *
     * @param user who it is, or null for an anonymous one
     * @param metadata a JSON object as compact text, or null
     * @param member the token of a member of before, as which it goes on; or null
     * @param done told once: before this returns, or later on any thread, which it must not block
     */
    public void join(
            String room,
            @Nullable String user,
            @Nullable String metadata,
            @Nullable String member,
            Consumer<JoinOutcome> done) {
        MemberToken token = member == null ? freshToken() : MemberToken.parse(member);
        if (token == null) {
            done.accept(new JoinOutcome.Refused(badToken()));
        } else {
            arrive(room, user, metadata, token, Arriving.Stay.WHILE_SIGHTED, done);
        }
    }

    static ProtocolException badToken() {
        return new ProtocolException(ErrorCode.NOT_A_MEMBER, "no member's token; join without one to get one");
    }

    /** Joins with a token that is one. */
    void arrive(
            String room,
            @Nullable String user,
            @Nullable String metadata,
            MemberToken token,
            Arriving.Stay stay,
            Consumer<JoinOutcome> done) {
        RoomRules rules = core.rooms();
        if (rules.joiners() == Joiners.USERS && user == null) {
            done.accept(new JoinOutcome.Refused(
                    new ProtocolException(ErrorCode.FORBIDDEN, "only users that are authenticated may join rooms")));
            return;
        }
        Arriving who = new Arriving(
                Names.roomTopic(room), token.text(), nameOf(user, token), metadata, rules.capacity(), stay);
        desk.arrive(who, arrival -> {
            if (arrival instanceof Arrival.Sits sits) {
                done.accept(new JoinOutcome.Joined(token.text(), sits.members()));
            } else if (arrival instanceof Arrival.Refused refused) {
                done.accept(new JoinOutcome.Refused(new ProtocolException(refused.code(), refused.reason())));
            }
        });
    }

    /**
     * Lets a member leave, whatever node it is on.
     *
     * @param done told once, whether there was such a member: before this returns, or later on any thread, which it must not block
     */
    public void leave(String room, String member, Consumer<Boolean> done) {
        if (isMember(room, member)) {
            desk.expel(Names.roomTopic(room), member, done);
        } else {
            done.accept(false);
        }
    }

    /** Whether a token is that of a member of the room. */
    public boolean isMember(String room, String member) {
        return MemberToken.parse(member) != null && desk.sitting(Names.roomTopic(room), member) != null;
    }

    /**
     * Checks that a stream or poll is that of a member of one of its rooms.
     *
     * @param member its token, or null for a stream or poll of nobody
     * @throws ProtocolException {@code NOT_A_MEMBER}
     */
    public void checkListens(ClientMessage.Subscribe wanted, @Nullable String member) {
        boolean may = member == null
                || wanted.topics().stream()
                        .filter(topic -> topic.isExact() && Names.isRoom(topic.topic()))
                        .anyMatch(topic -> isMember(Names.room(topic.topic()), member));
        if (!may) {
            throw new ProtocolException(
                    ErrorCode.NOT_A_MEMBER, "the member has left; join again with the same token to go on");
        }
    }

    /**
     * Says something to a room's members, over HTTP.
     *
     * @param member the token of the member that says it
     * @param data any JSON value as compact text
     * @param echo whether it goes to the sender too
     * @param done told once: before this returns, or later on any thread, which it must not block
     * @throws ProtocolException if it may not: {@code UNKNOWN_ACTION}, {@code NOT_A_MEMBER}, {@code TOO_LARGE} or {@code RATE_LIMITED}
     */
    public void say(String room, String member, String word, String data, boolean echo, Consumer<PublishOutcome> done) {
        Topic topic = Names.roomTopic(room);
        if (!core.rooms().allows(word)) {
            throw new ProtocolException(
                    ErrorCode.UNKNOWN_ACTION, "no word of rooms; say one of " + String.join(", ", words()));
        }
        core.limits().request().checkPayload(data);
        Sitting sitting = MemberToken.parse(member) == null ? null : desk.sitting(topic, member);
        if (sitting == null) {
            throw notAMember(room);
        }
        desk.sighted(topic, member);
        hub.publish(word(topic, member, sitting.user(), word, data, echo), done);
    }

    static ProtocolException notAMember(String room) {
        return new ProtocolException(
                ErrorCode.NOT_A_MEMBER, "only members may speak; join the room " + room + " first");
    }

    /**
     * A word of a member as it is published.
     *
     * @throws ProtocolException {@code RATE_LIMITED} if it is ephemeral and comes too soon
     */
    Publication word(Topic topic, String handle, String user, String word, String data, boolean echo) {
        boolean ephemeral = core.rooms().isEphemeral(word);
        long earlyNanos = ephemeral ? pace.earlyNanos(topic, handle) : 0;
        if (earlyNanos > 0) {
            long millis = TimeUnit.NANOSECONDS.toMillis(earlyNanos) + 1;
            throw new ProtocolException(ErrorCode.RATE_LIMITED, "too many of these words at once", null, millis);
        }
        String kind = word.equals(Names.NO_KIND) ? null : word;
        Handling handling = Handling.word(echo ? null : handle, ephemeral);
        return new Publication(topic, kind, data, user, null, null, null, handling);
    }

    /**
     * Tells who is on a topic.
     *
     * @param ref the client's reference, raw, or null
     * @param room the room whose topic it is, or null to call it by its topic
     * @param counts whether only their number is wanted
     * @param after the user past which the list begins, or null
     * @throws ProtocolException {@code FORBIDDEN} if that is not known of topics of this namespace
     */
    public PresenceMessage.Answer presence(
            @Nullable String ref, Topic topic, @Nullable String room, boolean counts, @Nullable String after) {
        checkPresence(topic);
        if (counts) {
            return new PresenceMessage.Answer(ref, topic, room, desk.count(topic), null, false);
        }
        Roll roll = desk.roll(topic, after, LISTED, LISTED_BYTES);
        List<Person> people = roll.members().stream().map(Rooms::person).toList();
        return new PresenceMessage.Answer(ref, topic, room, roll.count(), people, roll.more());
    }

    void checkPresence(Topic topic) {
        if (!core.presence().isOn(topic)) {
            throw new ProtocolException(
                    ErrorCode.FORBIDDEN, "presence is not on for this namespace", topic.name(), null);
        }
    }

    static Person person(Member member) {
        return new Person(member.user(), member.sessions(), member.sinceMillis(), member.metadata());
    }
}
