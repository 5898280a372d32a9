package org.fanfare.config;

/**
 * What is wrong with one key.
 *
 * @param key the key as it was written
 * @param value its value as it may be shown
 * @param source the name of the configuration source that it came from
 * @param ordinal the rank of that source; of several sources with a key the highest wins
 * @param rule what would be right, as the end of a sentence about the key
 */
public record Fault(String key, String value, String source, int ordinal, String rule) {

    @Override
    public String toString() {
        return key + "=" + value + " " + rule + " [" + source + ", ordinal " + ordinal + "]";
    }
}
