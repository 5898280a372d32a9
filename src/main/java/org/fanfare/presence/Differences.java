package org.fanfare.presence;

import java.util.LinkedHashMap;
import java.util.Map;
import org.fanfare.topic.Topic;

/** Whom one change of the presence touches, and whether they were there before it. For one thread. */
final class Differences {
    private record Place(Topic topic, String user) {}

    private final Map<Place, Boolean> wasPresent = new LinkedHashMap<>();

    /** Notes how it is before a change; only the first note of one counts. */
    void note(Topic topic, String user, boolean present) {
        wasPresent.putIfAbsent(new Place(topic, user), present);
    }

    /** Leaves those out who were not there before and are not now. */
    void settle(Presence presence) {
        wasPresent
                .entrySet()
                .removeIf(one -> !one.getValue()
                        && !presence.isPresent(
                                one.getKey().topic(), one.getKey().user()));
    }

    void tell(Iterable<Presence.Listener> listeners) {
        for (Presence.Listener listener : listeners) {
            wasPresent.forEach((place, was) -> listener.changed(place.topic(), place.user(), was));
        }
    }
}
