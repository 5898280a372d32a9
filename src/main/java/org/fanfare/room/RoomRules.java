package org.fanfare.room;

import java.time.Duration;
import java.util.Set;

/**
 * What holds in all rooms.
 *
 * @param words what a member may say
 * @param ephemeralWords those of the words that are not retained
 * @param ephemeralInterval least time between two of them of one sender
 * @param capacity most members of a room
 * @param joiners who may join
 */
public record RoomRules(
        Set<String> words, Set<String> ephemeralWords, Duration ephemeralInterval, int capacity, Joiners joiners) {
    /** What holds without settings. */
    public static final RoomRules STANDARD = new RoomRules(
            Set.of("text", "typing", "message"), Set.of("typing"), Duration.ofMillis(500), 10_000, Joiners.ALL);

    public RoomRules {
        words = Set.copyOf(words);
        ephemeralWords = Set.copyOf(ephemeralWords);
        if (!words.containsAll(ephemeralWords) || capacity <= 0 || ephemeralInterval.isNegative()) {
            throw new IllegalArgumentException(
                    "ephemeral words must be words, a capacity positive, an interval not negative");
        }
    }

    public boolean allows(String word) {
        return words.contains(word);
    }

    public boolean isEphemeral(String word) {
        return ephemeralWords.contains(word);
    }
}
