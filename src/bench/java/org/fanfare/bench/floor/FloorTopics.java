package org.fanfare.bench.floor;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The topics of the floor. One per deployment, shared by all its ways in and out. */
final class FloorTopics {
    private static final Map<String, FloorTopic> TOPICS = new ConcurrentHashMap<>();

    private FloorTopics() {}

    /** The topic of that name, made on first use. */
    static FloorTopic subscribed(String name) {
        return TOPICS.computeIfAbsent(name, FloorTopic::new);
    }

    /** Sends a payload (a JSON text) to all who listen to a topic; nobody listening is not an error. */
    static void publish(String name, String payload) {
        @Nullable FloorTopic topic = TOPICS.get(name);
        if (topic != null) {
            topic.publish(payload);
        }
    }

    static void forgetAll() {
        TOPICS.clear();
    }
}
