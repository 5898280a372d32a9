package org.fanfare.config;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.fanfare.protocol.Names;

/** A list of words of rooms parted by commas, none of which the protocol uses for itself. */
record Words() implements ValueType<Set<String>> {
    @Override
    public Optional<Set<String>> parse(String text) {
        Set<String> words = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            String word = part.strip();
            if (!Names.isWord(word)) {
                return Optional.empty();
            }
            words.add(word);
        }
        return Optional.of(Set.copyOf(words));
    }

    @Override
    public String allowed() {
        return "words such as text parted by commas, each a letter and at most 63 of A-Z a-z 0-9 _ . -, and none of the"
                + " protocol's own names";
    }
}
