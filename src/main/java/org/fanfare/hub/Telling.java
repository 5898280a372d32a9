package org.fanfare.hub;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fanfare.presence.Member;
import org.fanfare.protocol.PresenceMessage;
import org.fanfare.protocol.PresenceMessage.Person;
import org.fanfare.protocol.PresenceMessage.RoomChange;
import org.fanfare.session.Frame;
import org.fanfare.session.Session;
import org.jspecify.annotations.Nullable;

/** Tells of what changed on a topic since the last time, in few frames that all who are told share. Used by one shard. */
final class Telling {
    /** Up to so many changes are told one by one. */
    static final int SINGLES = 10;

    /** Most members of one telling. */
    static final int MOST_MEMBERS = 500;

    /** Most bytes of them, about. */
    static final int MOST_BYTES = 32 * 1024;

    /** What a member takes in a message beside its user and metadata. */
    private static final int PERSON_CHARS = 80;

    /** Most users looked at for one telling, also those of whom nothing is to be told. */
    private static final int MOST_LOOKS = 4096;

    private final Shard shard;
    private final PresenceDesk desk;
    private final List<Person> joined = new ArrayList<>();
    private final List<Person> gone = new ArrayList<>();
    private final List<Person> updated = new ArrayList<>();
    private final Set<Session> tooSlow = new LinkedHashSet<>();
    private int chars;

    Telling(Shard shard, PresenceDesk desk) {
        this.shard = shard;
        this.desk = desk;
    }

    void tell(Watched watched) {
        List<String> here = new ArrayList<>();
        gather(watched, here);
        int count = desk.count(watched.topic);
        String room = watched.room;
        if (room != null && !watched.members.isEmpty()) {
            tellMembers(watched, room, true, joined, count);
            tellMembers(watched, room, false, gone, count);
        }
        if (!watched.watchers.isEmpty()) {
            tellWatchers(watched, PresenceMessage.Event.JOIN, joined, count);
            tellWatchers(watched, PresenceMessage.Event.LEAVE, gone, count);
            tellWatchers(watched, PresenceMessage.Event.UPDATE, updated, count);
        }
        joined.clear();
        gone.clear();
        updated.clear();
        tooSlow.forEach(shard::endTooSlow);
        tooSlow.clear();
        here.forEach(user -> letGo(watched, user, count));
    }

    /** Takes what is to be told, and the users among them who have sessions here. */
    private void gather(Watched watched, List<String> here) {
        chars = 0;
        for (int looks = 0; looks < MOST_LOOKS && told() < MOST_MEMBERS && chars < MOST_BYTES; looks++) {
            Watched.Untold next = watched.next();
            if (next == null) {
                return;
            }
            if (watched.members.containsKey(next.user())) {
                here.add(next.user());
            }
            sort(next, desk.find(watched.topic, next.user()), !watched.watchers.isEmpty());
        }
    }

    private int told() {
        return joined.size() + gone.size() + updated.size();
    }

    private void sort(Watched.Untold untold, @Nullable Member now, boolean watched) {
        if (now == null) {
            if (untold.wasPresent()) {
                add(gone, Person.of(untold.user(), null));
            }
        } else if (!untold.wasPresent()) {
            add(joined, Rooms.person(now));
        } else if (watched) {
            add(updated, Rooms.person(now));
        }
    }

    private void add(List<Person> to, Person person) {
        String metadata = person.metadata();
        chars += PERSON_CHARS + person.user().length() + (metadata == null ? 0 : metadata.length());
        to.add(person);
    }

    private void tellMembers(Watched watched, String room, boolean joins, List<Person> people, int count) {
        Frame.Kind kind = joins ? Frame.Kind.ROOM_JOINED : Frame.Kind.ROOM_LEFT;
        List<Person> brief = people.stream()
                .map(person -> Person.of(person.user(), person.metadata()))
                .toList();
        if (brief.size() > SINGLES) {
            String text = new RoomChange(room, joins, brief, count).text();
            Frame frame = Frame.of(kind, text, null);
            watched.members.values().forEach(sessions -> sessions.forEach(session -> offer(session, frame)));
            return;
        }
        for (Person person : brief) {
            String text = new RoomChange(room, joins, List.of(person), count).text();
            Frame frame = Frame.of(kind, text, null);
            for (Map.Entry<String, List<Session>> member : watched.members.entrySet()) {
                if (!member.getKey().equals(person.user())) {
                    member.getValue().forEach(session -> offer(session, frame));
                }
            }
        }
    }

    private void tellWatchers(Watched watched, PresenceMessage.Event event, List<Person> people, int count) {
        if (!people.isEmpty()) {
            String text = new PresenceMessage.Change(watched.topic, watched.room, event, people, count).text();
            Frame frame = Frame.of(Frame.Kind.PRESENCE, text, null);
            watched.watchers.forEach(session -> offer(session, frame));
        }
    }

    private void offer(Session session, Frame frame) {
        if (!shard.tryOffer(session, frame)) {
            tooSlow.add(session);
        }
    }

    /** A member with sessions here may have been made to leave elsewhere. */
    private void letGo(Watched watched, String user, int count) {
        String room = watched.room;
        List<Session> sessions = watched.members.get(user);
        if (room != null && sessions != null) {
            String notice = new RoomChange(room, false, List.of(Person.of(user, null)), count).text();
            List.copyOf(sessions).forEach(session -> shard.memberships().letGo(session, watched.topic, notice));
        }
    }
}
