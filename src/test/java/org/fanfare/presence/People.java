package org.fanfare.presence;

import java.util.ArrayList;
import java.util.List;
import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/** Sittings for tests, and an ear that writes down what it is told. */
final class People {
    static final Topic ROOM = new Topic("room:42");
    static final Topic OTHER = new Topic("room:43");

    private People() {}

    static Sitting sitting(String handle, String user) {
        return sitting(ROOM, handle, user, 1_000, null);
    }

    static Sitting sitting(Topic topic, String handle, String user, long millis, @Nullable String metadata) {
        return new Sitting(topic, handle, user, millis, millis, metadata);
    }

    static Change here(String handle, String user) {
        return new Change.Here(sitting(handle, user));
    }

    static Change gone(String handle) {
        return new Change.Gone(ROOM, handle);
    }

    static Change begin() {
        return new Change.Renewal(true, 0);
    }

    static Change end(int count) {
        return new Change.Renewal(false, count);
    }

    /** What a presence tells from now on: {@code +user} came, {@code -user} went, {@code ~user} is there in another way. */
    static List<String> ear(Presence presence) {
        List<String> told = new ArrayList<>();
        presence.listen((topic, user, wasPresent) -> {
            boolean isPresent = presence.find(topic, user) != null;
            told.add((wasPresent ? isPresent ? "~" : "-" : "+") + user);
        });
        return told;
    }

    static List<String> users(Presence presence) {
        return presence.roll(ROOM, null, 1_000, 1 << 20).members().stream()
                .map(Member::user)
                .toList();
    }
}
