package org.fanfare.protocol;

import java.util.Collection;

/** The bodies that answer requests about rooms. */
public final class RoomAnswer {
    private RoomAnswer() {}

    /**
     * The body that answers who joined.
     *
     * @param member the token with which it goes on as this member: a secret
     * @param memberCount how many members the room has
     */
    public static String joined(String member, int memberCount) {
        return new JsonWriter(96)
                .plain("member", member)
                .number("member_count", (long) memberCount)
                .end();
    }

    /**
     * The body that tells of a room.
     *
     * @param capacity most members
     * @param words what members may say
     */
    public static String room(String room, int memberCount, int capacity, Collection<String> words) {
        return new JsonWriter(160)
                .plain("room", room)
                .number("member_count", (long) memberCount)
                .number("capacity", (long) capacity)
                .raws("words", words.stream().sorted().map(JsonText::quote).toList())
                .end();
    }
}
