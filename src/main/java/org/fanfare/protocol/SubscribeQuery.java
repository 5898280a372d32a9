package org.fanfare.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fanfare.event.Cursor;
import org.fanfare.topic.Filter;
import org.fanfare.topic.TopicPattern;
import org.jspecify.annotations.Nullable;

/** Reads what a stream or poll subscribes to from the parameters of its request. */
public final class SubscribeQuery {
    private static final String FILTER_PREFIX = "filter.";

    private SubscribeQuery() {}

    /**
     * Reads {@code topic}, {@code filter.KEY} and {@code since}.
     *
     * @param query the decoded parameters, each with its values in order
     * @param room the room that is subscribed to besides, or null
     * @param lastEventId the cursor of the header {@code Last-Event-ID}, which goes before {@code since}; or null
     * @throws ProtocolException if one of them is wrong: one refused topic refuses the request
     */
    public static ClientMessage.Subscribe of(
            Map<String, List<String>> query,
            @Nullable String room,
            @Nullable String lastEventId,
            RequestLimits limits) {
        Set<TopicPattern> topics = new LinkedHashSet<>();
        if (room != null) {
            topics.add(TopicPattern.of(Names.roomTopic(room)));
        }
        List<String> named = query.getOrDefault("topic", List.of());
        limits.checkTopics(topics.size() + named.size());
        named.forEach(topic -> topics.add(Names.pattern(topic)));
        if (topics.isEmpty()) {
            throw new ProtocolException(ErrorCode.BAD_TOPIC, "no topic; name at least one by ?topic=");
        }
        Map<String, List<String>> filters = new LinkedHashMap<>();
        query.forEach((name, values) -> {
            if (name.startsWith(FILTER_PREFIX)) {
                filters.put(name, values);
            }
        });
        Filter filter = filters.isEmpty() ? Filter.NONE : Filters.fromQuery(filters);
        return new ClientMessage.Subscribe(
                null, new ArrayList<>(topics), false, filter, since(query, lastEventId), 0, List.of());
    }

    /**
     * Reads the token of the member whose stream or poll it is.
     *
     * @param header the header {@code Fanfare-Member}, which goes before the parameter {@code member}; or null
     * @return null for none
     */
    public static @Nullable String member(Map<String, List<String>> query, @Nullable String header) {
        if (header != null && !header.isEmpty()) {
            return header;
        }
        List<String> member = query.getOrDefault("member", List.of());
        return member.isEmpty() || member.get(0).isEmpty() ? null : member.get(0);
    }

    private static @Nullable Cursor since(Map<String, List<String>> query, @Nullable String lastEventId) {
        if (lastEventId != null && !lastEventId.isEmpty()) {
            return Names.cursor(lastEventId);
        }
        List<String> since = query.getOrDefault("since", List.of());
        return since.isEmpty() || since.get(0).isEmpty() ? null : Names.cursor(since.get(0));
    }
}
