package org.fanfare.testkit.client;

import static java.util.stream.Collectors.joining;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for.
 *
 * @param topics topics or patterns
 * @param filters wanted values as JSON texts, by key; all of one key's are alternatives
 * @param since the cursor to resume from, or null
 */
public record Subscription(
        List<String> topics,
        Map<String, List<String>> filters,
        @Nullable String since) {
    public Subscription {
        topics = List.copyOf(topics);
        filters = Map.copyOf(filters);
    }

    public static Subscription to(String... topics) {
        return new Subscription(List.of(topics), Map.of(), null);
    }

    /** The same with a filter more. */
    public Subscription where(String key, String... jsonValues) {
        Map<String, List<String>> all = new LinkedHashMap<>(filters);
        all.put(key, List.of(jsonValues));
        return new Subscription(topics, all, since);
    }

    /** The same, resumed from a cursor. */
    public Subscription since(@Nullable String cursor) {
        return new Subscription(topics, filters, cursor);
    }

    /** The members of a {@code subscribe} action. */
    String toMembers() {
        StringBuilder members = new StringBuilder("\"topics\":")
                .append(topics.stream().map(JsonText::quote).collect(joining(",", "[", "]")));
        if (!filters.isEmpty()) {
            members.append(",\"filters\":")
                    .append(filters.entrySet().stream()
                            .map(e -> JsonText.quote(e.getKey()) + ":" + value(e.getValue()))
                            .collect(joining(",", "{", "}")));
        }
        if (since != null) {
            members.append(",\"since\":").append(JsonText.quote(since));
        }
        return members.toString();
    }

    private static String value(List<String> values) {
        return values.size() == 1 ? values.get(0) : values.stream().collect(joining(",", "[", "]"));
    }

    /** The query of an {@code events} or {@code poll} request. */
    String toQuery() {
        List<String> parts = new ArrayList<>();
        topics.forEach(topic -> parts.add("topic=" + encode(topic)));
        filters.forEach((key, values) ->
                values.forEach(value -> parts.add("filter." + encode(key) + "=" + encode(urlForm(value)))));
        if (since != null) {
            parts.add("since=" + encode(since));
        }
        return String.join("&", parts);
    }

    /** In URLs a string stands as its text, anything else as JSON. */
    private static String urlForm(String jsonValue) {
        return jsonValue.startsWith("\"")
                ? JsonText.object("{\"s\":" + jsonValue + "}").getString("s")
                : jsonValue;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
