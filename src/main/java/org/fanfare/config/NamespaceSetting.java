package org.fanfare.config;

/**
 * A setting that each namespace may have for itself, under {@code fanfare.namespace.NAME.}; where it has none, the general one holds.
 *
 * @param name the last part of the key
 */
record NamespaceSetting<T>(String name, Setting<T> general, String description) {
    static final String PREFIX = "fanfare.namespace.";

    /** The setting of one namespace. */
    Setting<T> of(String namespace) {
        return new Setting<>(PREFIX + namespace + "." + name, general.type(), "", description);
    }
}
