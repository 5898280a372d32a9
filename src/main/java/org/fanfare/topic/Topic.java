package org.fanfare.topic;

import java.util.regex.Pattern;

/**
 * A topic name such as {@code market.quotes}: segments parted by {@code .}, {@code :} or {@code /}.
 *
 * @param name 1 to 255 characters of {@code A–Z a–z 0–9 _ - @ ~ %} in segments, none of them empty
 */
public record Topic(String name) {
    public static final int MAX_LENGTH_CHARS = 255;
    private static final Pattern LEGAL = Pattern.compile("[\\w@~%-]++(?:[.:/][\\w@~%-]++)*+");

    /**
     * Checks the name.
     *
     * @throws InvalidTopicException if the name is empty, too long, has an empty segment or an illegal character
     */
    public Topic {
        if (name.length() > MAX_LENGTH_CHARS || !LEGAL.matcher(name).matches()) {
            throw new InvalidTopicException(name);
        }
    }

    /** The first segment, which selects the topic's settings. */
    public String namespace() {
        return namespaceOf(name);
    }

    static String namespaceOf(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (isSeparator(name.charAt(i))) {
                return name.substring(0, i);
            }
        }
        return name;
    }

    static boolean isSeparator(char c) {
        return c == '.' || c == ':' || c == '/';
    }

    @Override
    public String toString() {
        return name;
    }
}
