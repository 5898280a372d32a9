package org.fanfare.topic;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client subscribes to: a topic, or a pattern in which a segment may be {@code *} (exactly that one segment) and the last
 * may be {@code **} (one or more segments, however parted). Its separators must equal the topic's. Immutable; equal by text.
 *
 * <p>A pattern with a wildcard before its last segment has at most {@value #MAX_SEGMENTS} segments. At each segment of a topic
 * the search for its patterns parts in two, the named segment and {@code *}; the bound keeps it below 8,192 branches for any
 * topic, whatever patterns hostile clients choose.
 */
public final class TopicPattern {
    public static final int MAX_SEGMENTS = 12;
    private static final Pattern LEGAL = Pattern.compile(
            "(?:\\*\\*|SEG(?:[.:/]SEG)*+(?:[.:/]\\*\\*)?+)".replace("SEG", "(?:[\\w@~%-]++|\\*(?!\\*))"));

    private final String text;
    private final @Nullable Topic exact;
    private final String[] steps;

    private TopicPattern(String text, @Nullable Topic exact, String[] steps) {
        this.text = text;
        this.exact = exact;
        this.steps = steps;
    }

    /** The pattern that only this topic matches. */
    public static TopicPattern of(Topic topic) {
        return new TopicPattern(topic.name(), topic, new String[0]);
    }

    /**
     * Reads a topic or a pattern.
     *
     * @throws InvalidTopicException if the text is neither, or has too many segments
     */
    public static TopicPattern parse(String text) {
        if (text.indexOf('*') < 0) {
            return of(new Topic(text));
        }
        if (text.length() > Topic.MAX_LENGTH_CHARS || !LEGAL.matcher(text).matches()) {
            throw new InvalidTopicException(text);
        }
        String[] steps = Steps.of(text);
        boolean inTheMiddle = text.indexOf('*') < text.length() - steps[steps.length - 1].length();
        if (inTheMiddle && steps.length > MAX_SEGMENTS) {
            throw new InvalidTopicException(
                    text,
                    "a pattern with a wildcard before its last segment may have at most " + MAX_SEGMENTS + " segments");
        }
        return new TopicPattern(text, null, steps);
    }

    /** Tells whether this is a topic: no wildcard in it. */
    public boolean isExact() {
        return exact != null;
    }

    /**
     * The only topic that matches.
     *
     * @throws IllegalStateException if this has a wildcard
     */
    public Topic topic() {
        if (exact == null) {
            throw new IllegalStateException("not a single topic: " + text);
        }
        return exact;
    }

    /** Tells whether a topic matches. Time: one pass over the topic's name. */
    public boolean matches(Topic topic) {
        if (exact != null) {
            return exact.equals(topic);
        }
        String name = topic.name();
        int from = 0;
        for (String step : steps) {
            if (from == name.length()) {
                return false;
            }
            int end = Steps.end(name, from);
            if (!covers(step, name, from, end)) {
                return false;
            }
            from = Steps.isRest(step) ? name.length() : end;
        }
        return from == name.length();
    }

    private static boolean covers(String step, String name, int from, int end) {
        if (!step.endsWith(Steps.ANY)) {
            return step.length() == end - from && name.startsWith(step, from);
        }
        return from == 0 || step.charAt(0) == name.charAt(from);
    }

    /** Tells whether a topic with this first segment can match. */
    public boolean matchesNamespace(String namespace) {
        if (exact != null) {
            return Topic.namespaceOf(text).equals(namespace);
        }
        return steps[0].endsWith(Steps.ANY) || steps[0].equals(namespace);
    }

    /** The text as it was read. */
    public String text() {
        return text;
    }

    /** The steps of a pattern with a wildcard, none of an exact one. Not to be changed. */
    String[] steps() {
        return steps;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TopicPattern that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
