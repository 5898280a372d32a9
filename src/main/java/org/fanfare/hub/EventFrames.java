package org.fanfare.hub;

import org.fanfare.event.Event;
import org.fanfare.event.Handling;
import org.fanfare.protocol.DataText;
import org.fanfare.protocol.RoomText;
import org.fanfare.session.Frame;
import org.fanfare.session.Membership;
import org.fanfare.session.Session;
import org.fanfare.session.SlowPolicy;
import org.jspecify.annotations.Nullable;

/** In which form an event goes to whom (R25): a word to the members of its room, data to all others. */
final class EventFrames {
    private EventFrames() {}

    /** The membership by which a session gets an event as a word; null if it gets data. */
    static @Nullable Membership member(Session session, Event event) {
        return event.publication().handling().isWord() ? session.member(event.topic()) : null;
    }

    /** Whether a member said this itself, and did not ask to get it. */
    static boolean isOwn(Membership member, Event event) {
        Handling handling = event.publication().handling();
        return member.handle().equals(handling.sender());
    }

    /** An event as data. */
    static Frame data(Event event, @Nullable String cursor, SlowPolicy policy) {
        return Frame.of(event, event.wireText(DataText::of), cursor, policy);
    }

    /** An event as a word. */
    static Frame word(Event event, @Nullable String cursor, SlowPolicy policy) {
        return Frame.word(event, event.roomText(RoomText::of), cursor, policy);
    }
}
