package org.fanfare.config;

/**
 * A setting that differs from its default.
 *
 * @param value the value as it may be shown
 * @param source the name of the configuration source that it came from
 * @param ordinal the rank of that source
 */
public record Changed(String key, String value, String source, int ordinal) {}
