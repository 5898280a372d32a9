package org.fanfare.config;

import java.util.Optional;

/**
 * A key that an administrator may set.
 *
 * @param key the full name, {@code fanfare.AREA.NAME}
 * @param otherwise the default as it would be written; empty if there is none
 * @param description one sentence that says what it is
 * @param secret whether its value is never shown
 */
record Setting<T>(String key, ValueType<T> type, String otherwise, String description, boolean secret) {

    Setting(String key, ValueType<T> type, String otherwise, String description) {
        this(key, type, otherwise, description, false);
    }

    /** The default; empty if there is none. */
    Optional<T> defaultValue() {
        return otherwise.isEmpty() ? Optional.empty() : type.parse(otherwise);
    }

    /** The value as it may be shown: cut short, without control characters, masked if it is secret. */
    String shown(String value) {
        return secret ? "***" : Shown.of(value);
    }
}
